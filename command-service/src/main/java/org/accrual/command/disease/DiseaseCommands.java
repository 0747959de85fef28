package org.accrual.command.disease;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Pathology.GenotypeReported;
import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Response.ResponseRecorded;
import org.springframework.stereotype.Component;

/** What the disease is and does. */
@Component
public final class DiseaseCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                CommandForm.clinical(RecordDiagnosis.class, DiagnosisRecorded.class, RecordDiagnosis::new),
                CommandForm.clinical(ReportPathology.class, PathologyReported.class, ReportPathology::new),
                CommandForm.clinical(ReportGenotype.class, GenotypeReported.class, ReportGenotype::new),
                CommandForm.clinical(RecordAssessment.class, AssessmentRecorded.class, RecordAssessment::new),
                CommandForm.clinical(RecordResponse.class, ResponseRecorded.class, RecordResponse::new),
                CommandForm.clinical(RecordProgression.class, ProgressionRecorded.class, RecordProgression::new),
                CommandForm.clinical(RecordRecurrence.class, RecurrenceRecorded.class, RecordRecurrence::new));
    }

    public record RecordDiagnosis(Subject subject, DiagnosisRecorded fact) implements ClinicalCommand {}

    public record ReportPathology(Subject subject, PathologyReported fact) implements ClinicalCommand {}

    public record ReportGenotype(Subject subject, GenotypeReported fact) implements ClinicalCommand {}

    public record RecordAssessment(Subject subject, AssessmentRecorded fact) implements ClinicalCommand {}

    public record RecordResponse(Subject subject, ResponseRecorded fact) implements ClinicalCommand {}

    public record RecordProgression(Subject subject, ProgressionRecorded fact) implements ClinicalCommand {}

    public record RecordRecurrence(Subject subject, RecurrenceRecorded fact) implements ClinicalCommand {}
}
