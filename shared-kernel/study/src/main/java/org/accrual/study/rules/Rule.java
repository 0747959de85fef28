package org.accrual.study.rules;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Refusal;

/**
 * What a patient's record has to be, and what may be missing from it. The order is that in which a new fact is judged:
 * what it refers to, the patient's lifetime, then the rest. Only what is certainly contradictory breaks a rule.
 */
public enum Rule {
    ANCHOR_LOST("The event that this date counts from does not stand any more.", ReferenceRules::anchorStands),
    BEFORE_BIRTH("Certainly earlier than the patient's birth.", LifetimeRules::nothingBeforeBirth),
    SEVERAL_DEATHS("More than one death is recorded.", LifetimeRules::oneDeath),
    AFTER_DEATH("Certainly later than the patient's death.", LifetimeRules::nothingAfterDeath),
    REFERENCE_LOST("The event that this one refers to does not stand any more.", ReferenceRules::resectionStands),
    BEFORE_ITS_RESECTION(
            "Certainly earlier than the resection that it is said to follow.", DiseaseRules::recurrenceFollows),
    RECURRENCE_AFTER_R2(
            "After an R2 resection tumor was left: this is progression, not recurrence.",
            DiseaseRules::recurrenceNeedsCompleteResection),
    ON_THERAPY_WITHOUT_COURSE(
            "Said to be on therapy, but no recorded course can contain the date.", DiseaseRules::onTherapyIsInACourse),
    BEFORE_THERAPY_CONTRADICTED(
            "Said to be before therapy, but certainly later than its start.", DiseaseRules::beforeTherapyIsBefore),
    NEW_LESION_WITHOUT_PROGRESSION(
            "A new lesion is progression by RECIST 1.1, but no progression by RECIST 1.1 is recorded at that time.",
            DiseaseRules::newLesionIsProgression),
    RESIDUAL_AFTER_R0("R0 means that nothing was left, yet residual tumor is recorded.", SurgeryRules::r0LeavesNothing),
    RECHALLENGE_WITHOUT_EARLIER_COURSE(
            "A re-challenge follows an earlier course, and none is recorded.", TherapyRules::rechallengeFollowsACourse),
    COURSES_OVERLAP("Another course of the same agent starts before this one is stopped.", TherapyRules::oneOpenCourse),
    DOSE_WITHOUT_COURSE(
            "No recorded course of imatinib can contain this change of dose.", TherapyRules::doseIsInACourse),
    STOP_WITHOUT_START("This stop ends no recorded course. When did that course start?", TherapyRules::stopEndsACourse),
    PRIOR_STOP_INFERRED(
            "No stop is recorded before this re-challenge; it is inferred. When was it?", TherapyRules::stopIsRecorded),
    DATE_UNKNOWN("The date is unknown, and analyses need it.", CompletenessRules::dateIsKnown),
    GRADE_UNKNOWN("The adverse event has no CTCAE grade.", CompletenessRules::gradeIsKnown),
    FOLLOW_UP_MISSING("Neither a follow-up nor a death is recorded.", CompletenessRules::patientIsFollowed);

    private static final List<Rule> ALL = List.of(values());

    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final Function<Timeline, Stream<Breach>> judgement;

    Rule(String sentence, Function<Timeline, Stream<Breach>> judgement) {
        this.sentence = sentence;
        this.judgement = judgement;
    }

    /** What is wrong or missing, for the site. */
    public String sentence() {
        return sentence;
    }

    /** Every place where the record breaks the rule. */
    public Stream<Breach> breaches(Timeline record) {
        return judgement.apply(record);
    }

    /**
     * Why a fact can't be recorded, by the first rule that it breaks.
     *
     * @param record with the fact
     * @param newcomer the fact's id in the record
     */
    public static Optional<Refusal> objection(Timeline record, EventId newcomer) {
        return objection(record, newcomer, ALL);
    }

    /** The same by some of the rules alone. */
    public static Optional<Refusal> objection(Timeline record, EventId newcomer, Collection<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.breaches(record))
                .flatMap(breach -> breach.refusalOf(newcomer).stream())
                .findFirst();
    }
}
