package org.accrual.command.disease;

import static org.accrual.command.intake.ClinicalRules.refusal;

import java.util.Optional;
import org.accrual.command.disease.DiseaseCommand.RecordAssessment;
import org.accrual.command.disease.DiseaseCommand.RecordDiagnosis;
import org.accrual.command.disease.DiseaseCommand.RecordProgression;
import org.accrual.command.disease.DiseaseCommand.RecordRecurrence;
import org.accrual.command.disease.DiseaseCommand.RecordResponse;
import org.accrual.command.disease.DiseaseCommand.ReportGenotype;
import org.accrual.command.disease.DiseaseCommand.ReportPathology;
import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.study.administration.CenterState;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

final class DiseaseDecider {
    private DiseaseDecider() {}

    static Decision decide(CenterState center, PatientState patient, DiseaseCommand command) {
        return switch (command) {
            case RecordDiagnosis diagnosis -> ClinicalRules.decide(center, patient, diagnosis.fact());
            case ReportPathology pathology -> ClinicalRules.decide(center, patient, pathology.fact());
            case ReportGenotype genotype -> ClinicalRules.decide(center, patient, genotype.fact());
            case RecordAssessment assessment -> ClinicalRules.decide(center, patient, assessment.fact());
            case RecordResponse response -> ClinicalRules.decide(center, patient, response.fact());
            case RecordProgression progression ->
                ClinicalRules.decide(
                        center, patient, progression.fact(), timeline -> context(timeline, progression.fact()));
            case RecordRecurrence recurrence ->
                ClinicalRules.decide(
                        center, patient, recurrence.fact(), timeline -> resection(timeline, recurrence.fact()));
        };
    }

    private static Optional<Refusal> context(Timeline timeline, ProgressionRecorded progression) {
        ClinicalDate date = ClinicalRules.candidate(timeline).date();
        return switch (progression.context()) {
            case ON_TKI -> onTherapy(timeline, date);
            case BEFORE_TKI -> beforeTherapy(timeline, date);
            case OFF_TKI, NOT_STATED -> Optional.empty();
        };
    }

    private static Optional<Refusal> onTherapy(Timeline timeline, ClinicalDate date) {
        return timeline.canBeOnTyrosineKinaseInhibitor(date)
                ? Optional.empty()
                : refusal(
                        Reason.NOT_ON_THERAPY,
                        "No recorded course of a tyrosine-kinase inhibitor can contain the date (" + date + ").",
                        "context");
    }

    private static Optional<Refusal> beforeTherapy(Timeline timeline, ClinicalDate date) {
        return timeline.agents().stream()
                .flatMap(agent -> timeline.courses(agent).list().stream())
                .filter(course -> course.isTyrosineKinaseInhibitor()
                        && date.certainlyAfter(course.start().date()))
                .findFirst()
                .flatMap(course -> refusal(
                        Reason.THERAPY_ALREADY_STARTED,
                        "The date (" + date + ") is certainly after the start of " + course.agent() + " ("
                                + course.start().date() + ").",
                        "context"));
    }

    private static Optional<Refusal> resection(Timeline timeline, RecurrenceRecorded recurrence) {
        if (recurrence.afterResection() == null) return Optional.empty();
        Optional<Fact<?>> named = timeline.fact(recurrence.afterResection());
        if (named.isEmpty())
            return refusal(
                    Reason.EVENT_UNKNOWN,
                    "No clinical event " + recurrence.afterResection() + " of this patient stands.",
                    "afterResection");
        if (!(named.get().event() instanceof ResectionPerformed))
            return refusal(
                    Reason.NOT_A_RESECTION,
                    "Event " + recurrence.afterResection() + " is no resection.",
                    "afterResection");
        ClinicalDate date = ClinicalRules.candidate(timeline).date();
        return date.certainlyBefore(named.get().date())
                ? refusal(
                        Reason.BEFORE_ITS_RESECTION,
                        "The date (" + date + ") is certainly before the resection ("
                                + named.get().date() + ").",
                        "date")
                : Optional.empty();
    }
}
