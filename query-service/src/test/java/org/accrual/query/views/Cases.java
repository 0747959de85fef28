package org.accrual.query.views;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.Presentation;
import org.accrual.study.events.Disease.PrimarySite;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Pathology.Gene;
import org.accrual.study.events.Pathology.GenotypeReported;
import org.accrual.study.events.Pathology.IhcResult;
import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Pathology.Specimen;
import org.accrual.study.events.StudyJson;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Organ;

/** Events to tell a patient's story with in a line. */
public final class Cases {
    private Cases() {}

    public static StudyOpened opened(DataOrigin origin) {
        return new StudyOpened("Surgery after imatinib", null, origin);
    }

    public static CenterActivated activated(String name) {
        return new CenterActivated(name, "DE");
    }

    public static PatientEnrolled enrolled(String subjectNumber) {
        return new PatientEnrolled(subjectNumber, Sex.MALE, 1962, null, null, ConsentBasis.PUBLISHED_DATA, null);
    }

    public static DiagnosisRecorded diagnosed(String date) {
        return new DiagnosisRecorded(
                ClinicalDate.of(date), PrimarySite.DUODENUM, Presentation.PRIMARY, List.of(Organ.LIVER), null);
    }

    /** With a marker whose name MongoDB would give a meaning to. */
    public static PathologyReported pathology(String date) {
        return new PathologyReported(
                ClinicalDate.of(date),
                Specimen.RESECTION,
                null,
                null,
                Map.of("$KIT", IhcResult.POSITIVE, "CD.34", IhcResult.NEGATIVE),
                new BigDecimal("5.0"),
                new BigDecimal("210"),
                null,
                null);
    }

    public static GenotypeReported exon11(String date) {
        return new GenotypeReported(ClinicalDate.of(date), Gene.KIT, 11, null, null, null);
    }

    public static ImatinibStarted imatinib(String date) {
        return new ImatinibStarted(ClinicalDate.of(date), 400, 1, 1, null);
    }

    public static ResectionPerformed resected(ClinicalDate date) {
        return new ResectionPerformed(
                date,
                "hepatectomy",
                List.of(Organ.LIVER),
                ResectionMargin.R0,
                null,
                SurgicalIntent.METASTASECTOMY,
                null);
    }

    public static DeathRecorded died(String date) {
        return new DeathRecorded(ClinicalDate.of(date), CauseOfDeath.DISEASE, null);
    }

    public static EventCorrected corrected(EventId target, String field, Object oldValue, Object newValue) {
        return new EventCorrected(
                target,
                List.of(new Change(
                        field, StudyJson.MAPPER.valueToTree(oldValue), StudyJson.MAPPER.valueToTree(newValue))),
                CorrectionReason.TRANSCRIPTION_ERROR,
                "misread");
    }

    public static EventRetracted retracted(EventId target) {
        return new EventRetracted(target, CorrectionReason.DUPLICATE, "entered twice");
    }
}
