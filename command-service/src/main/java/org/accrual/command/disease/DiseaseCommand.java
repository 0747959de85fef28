package org.accrual.command.disease;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Pathology.GenotypeReported;
import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Response.ResponseRecorded;

/** What the disease is and does. */
public sealed interface DiseaseCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(RecordDiagnosis.class, DiagnosisRecorded.class, RecordDiagnosis::new),
            CommandForm.clinical(ReportPathology.class, PathologyReported.class, ReportPathology::new),
            CommandForm.clinical(ReportGenotype.class, GenotypeReported.class, ReportGenotype::new),
            CommandForm.clinical(RecordAssessment.class, AssessmentRecorded.class, RecordAssessment::new),
            CommandForm.clinical(RecordResponse.class, ResponseRecorded.class, RecordResponse::new),
            CommandForm.clinical(RecordProgression.class, ProgressionRecorded.class, RecordProgression::new),
            CommandForm.clinical(RecordRecurrence.class, RecurrenceRecorded.class, RecordRecurrence::new));

    record RecordDiagnosis(Subject subject, DiagnosisRecorded fact) implements DiseaseCommand {}

    record ReportPathology(Subject subject, PathologyReported fact) implements DiseaseCommand {}

    record ReportGenotype(Subject subject, GenotypeReported fact) implements DiseaseCommand {}

    record RecordAssessment(Subject subject, AssessmentRecorded fact) implements DiseaseCommand {}

    record RecordResponse(Subject subject, ResponseRecorded fact) implements DiseaseCommand {}

    record RecordProgression(Subject subject, ProgressionRecorded fact) implements DiseaseCommand {}

    record RecordRecurrence(Subject subject, RecurrenceRecorded fact) implements DiseaseCommand {}
}
