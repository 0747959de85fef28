package org.accrual.study.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Disease.TherapyContext;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.patient.Course;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Reason;

/** Progression in its relation to therapy, recurrence in its relation to surgery. */
final class DiseaseRules {
    private DiseaseRules() {}

    static Stream<Breach> onTherapyIsInACourse(Timeline record) {
        return progressions(record, TherapyContext.ON_TKI)
                .filter(progression -> !record.canBeOnTyrosineKinaseInhibitor(progression.date()))
                .map(progression -> Breach.at(progression)
                        .refusing(
                                progression,
                                Reason.NOT_ON_THERAPY,
                                "No recorded course of a tyrosine-kinase inhibitor can contain the date ("
                                        + progression.date() + ").",
                                "context"));
    }

    static Stream<Breach> beforeTherapyIsBefore(Timeline record) {
        return progressions(record, TherapyContext.BEFORE_TKI)
                .flatMap(progression -> startedBefore(record, progression.date()).stream()
                        .map(course -> Breach.at(progression)
                                .refusing(
                                        progression,
                                        Reason.THERAPY_ALREADY_STARTED,
                                        "The date (" + progression.date() + ") is certainly after the start of "
                                                + course.agent() + " ("
                                                + course.start().date() + ").",
                                        "context")));
    }

    private static Stream<Fact<ProgressionRecorded>> progressions(Timeline record, TherapyContext context) {
        return record.facts(ProgressionRecorded.class).stream()
                .filter(progression -> progression.event().context() == context);
    }

    private static Optional<Course> startedBefore(Timeline record, ClinicalDate date) {
        return record.agents().stream()
                .flatMap(agent -> record.courses(agent).list().stream())
                .filter(course -> course.isTyrosineKinaseInhibitor()
                        && date.certainlyAfter(course.start().date()))
                .findFirst();
    }

    static Stream<Breach> recurrenceFollows(Timeline record) {
        return record.facts(RecurrenceRecorded.class).stream()
                .flatMap(recurrence -> resectionBefore(record, recurrence).stream()
                        .filter(resection -> recurrence.date().certainlyBefore(resection.date()))
                        .map(resection -> Breach.at(recurrence)
                                .refusing(
                                        recurrence,
                                        Reason.BEFORE_ITS_RESECTION,
                                        "The date (" + recurrence.date() + ") is certainly before the resection ("
                                                + resection.date() + ").",
                                        "date")));
    }

    static Stream<Breach> recurrenceNeedsCompleteResection(Timeline record) {
        return record.facts(RecurrenceRecorded.class).stream()
                .filter(recurrence -> resectionBefore(record, recurrence)
                        .filter(resection -> resection.event().margin() == ResectionMargin.R2
                                && !recurrence.date().certainlyBefore(resection.date()))
                        .isPresent())
                .map(Breach::at);
    }

    /** The resection that the recurrence names, if it stands and is one. */
    @SuppressWarnings("unchecked")
    static Optional<Fact<ResectionPerformed>> resectionBefore(Timeline record, Fact<RecurrenceRecorded> recurrence) {
        return Optional.ofNullable(recurrence.event().afterResection())
                .flatMap(record::fact)
                .filter(named -> named.event() instanceof ResectionPerformed)
                .map(named -> (Fact<ResectionPerformed>) named);
    }

    static Stream<Breach> newLesionIsProgression(Timeline record) {
        List<ClinicalDate> called = record.facts(ProgressionRecorded.class).stream()
                .filter(progression -> progression.event().criteria() == ResponseCriteria.RECIST_1_1)
                .map(Fact::date)
                .toList();
        return record.facts(AssessmentRecorded.class).stream()
                .filter(assessment -> assessment.event().hasNewLesion()
                        && called.stream().noneMatch(date -> mayBeAtOnce(date, assessment.date())))
                .map(Breach::at);
    }

    private static boolean mayBeAtOnce(ClinicalDate one, ClinicalDate other) {
        return !one.certainlyBefore(other) && !one.certainlyAfter(other);
    }
}
