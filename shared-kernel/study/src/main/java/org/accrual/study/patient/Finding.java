package org.accrual.study.patient;

import org.accrual.study.words.EventId;

/**
 * A contradiction or a gap in a patient's record, computed from the state; only a person's answer to it is an event.
 *
 * @param id the same at every computation: rule and event
 * @param event the event that the site has to look at
 * @param sentence what is wrong or missing, for the site
 */
public record Finding(String id, Rule rule, EventId event, String sentence) {
    /** What can be found. */
    public enum Rule {
        PRIOR_STOP_INFERRED("No stop is recorded before this re-challenge; it is inferred. When was it?"),
        STOP_WITHOUT_START("This stop ends no recorded course. When did that course start?"),
        COURSES_OVERLAP("Another course of the same agent starts before this one is stopped."),
        ON_THERAPY_WITHOUT_COURSE("Said to be on therapy, but no recorded course can contain the date."),
        BEFORE_THERAPY_CONTRADICTED("Said to be before therapy, but certainly later than its start."),
        RESIDUAL_AFTER_R0("R0 means that nothing was left, yet residual tumor is recorded."),
        RECURRENCE_AFTER_R2("After an R2 resection tumor was left: this is progression, not recurrence."),
        NEW_LESION_WITHOUT_PROGRESSION(
                "A new lesion is progression by RECIST 1.1, but no progression by RECIST 1.1 is recorded at that time."),
        AFTER_DEATH("Certainly later than the patient's death."),
        SEVERAL_DEATHS("More than one death is recorded."),
        BEFORE_BIRTH("Certainly earlier than the patient's birth."),
        BEFORE_ITS_RESECTION("Certainly earlier than the resection that it is said to follow."),
        REFERENCE_LOST("The event that this one refers to does not stand any more."),
        ANCHOR_LOST("The event that this date counts from does not stand any more."),
        DATE_UNKNOWN("The date is unknown, and analyses need it."),
        GRADE_UNKNOWN("The adverse event has no CTCAE grade."),
        FOLLOW_UP_MISSING("Neither a follow-up nor a death is recorded.");

        private final String sentence;

        Rule(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    static Finding of(Rule rule, EventId event) {
        return new Finding(rule + ":" + event, rule, event, rule.sentence);
    }
}
