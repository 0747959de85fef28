package org.accrual.query.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.EventCodec;
import org.accrual.study.patient.Course;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.rules.Finding;
import org.accrual.study.rules.Findings;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;

/**
 * What is known of a patient: the effective facts in clinical order with their dates resolved, the courses and findings
 * that derive from them. The center's subject number is not in it: whoever may see it gets it beside.
 *
 * @param version sequence of the patient's last event
 * @param birthYear null if the source has none; so are the age and the day it was stated for
 * @param birth as far as birth year or age say
 * @param retracted events that count no more, in the order of recording
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatientTimeline(
        StudyId study,
        CenterId center,
        PatientId patient,
        long version,
        Sex sex,
        Integer birthYear,
        Integer ageYears,
        ClinicalDate ageOn,
        ClinicalDate birth,
        ConsentBasis consentBasis,
        List<EffectiveFact> facts,
        List<TherapyCourse> courses,
        List<EventId> retracted,
        List<Finding> findings) {

    /**
     * A fact after its corrections.
     *
     * @param type the event's simple name
     * @param date resolved: with bounds wherever the event that it counts from has them
     * @param anchorLost the event that the date counts from does not stand
     * @param corrections events that changed the fact, in the order of recording
     * @param fact the fields as they count now; its own date is as stated
     */
    public record EffectiveFact(
            EventId event,
            long sequence,
            String type,
            Instant recordedAt,
            ClinicalDate date,
            boolean anchorLost,
            List<EventId> corrections,
            ClinicalEvent fact) {
        static EffectiveFact of(Fact<?> fact, PatientState.Entry entry) {
            return new EffectiveFact(
                    fact.id(),
                    fact.sequence(),
                    EventCodec.typeOf(fact.event()),
                    entry.envelope().recordedAt(),
                    fact.date(),
                    fact.anchorLost(),
                    entry.amendments(),
                    fact.event());
        }
    }

    /**
     * A course of an agent.
     *
     * @param start event of its start
     * @param end event of its stop, or of the next start that implies one; null while nothing says that it has ended
     * @param stopInferred a re-challenge followed and no stop is on record
     * @param doseChanges events, in clinical order
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TherapyCourse(
            String agent,
            int number,
            EventId start,
            ClinicalDate started,
            EventId end,
            ClinicalDate ended,
            boolean open,
            boolean stopInferred,
            boolean overlapped,
            List<EventId> doseChanges) {
        static TherapyCourse of(Course course) {
            Fact<?> end = course.stop() == null ? course.next() : course.stop();
            return new TherapyCourse(
                    course.agent(),
                    course.number(),
                    course.start().id(),
                    course.start().date(),
                    end == null ? null : end.id(),
                    course.stop() == null ? null : course.stop().date(),
                    course.open(),
                    course.stopInferred(),
                    course.overlapped(),
                    course.doses().stream().map(Fact::id).toList());
        }
    }

    /** @throws IllegalStateException for a patient who was never enrolled */
    public static PatientTimeline of(PatientState state) {
        PatientEnrolled enrolment =
                state.enrolment().orElseThrow(() -> new IllegalStateException("a patient begins with an enrolment"));
        Timeline timeline = state.timeline();
        return new PatientTimeline(
                state.study(),
                state.center(),
                state.patient(),
                state.version(),
                enrolment.sex(),
                enrolment.birthYear(),
                enrolment.ageYears(),
                enrolment.ageOn(),
                timeline.birth(),
                enrolment.consentBasis(),
                timeline.facts().stream()
                        .map(fact ->
                                EffectiveFact.of(fact, state.entry(fact.id()).orElseThrow()))
                        .toList(),
                timeline.agents().stream()
                        .flatMap(agent -> timeline.courses(agent).list().stream())
                        .map(TherapyCourse::of)
                        .toList(),
                state.entries().stream()
                        .filter(PatientState.Entry::retracted)
                        .map(PatientState.Entry::id)
                        .toList(),
                Findings.of(state));
    }
}
