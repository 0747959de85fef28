package org.accrual.command.disease;

import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.on;

import java.util.List;
import java.util.UUID;
import org.accrual.command.Scenario;
import org.accrual.command.disease.DiseaseCommands.RecordDiagnosis;
import org.accrual.command.disease.DiseaseCommands.RecordProgression;
import org.accrual.command.disease.DiseaseCommands.RecordRecurrence;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.Presentation;
import org.accrual.study.events.Disease.PrimarySite;
import org.accrual.study.events.Disease.ProgressionPattern;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Disease.Resistance;
import org.accrual.study.events.Disease.TherapyContext;
import org.accrual.study.events.Response.ResponseCriteria;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.events.Therapy.StopReason;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Organ;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiseaseTest {
    private final Scenario patient = Scenario.patient();

    /** Imatinib from March 2003 to 2005. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    ON_TKI,     2003-02, NOT_ON_THERAPY
                    ON_TKI,     2003-03, recorded
                    ON_TKI,     2003,    recorded
                    ON_TKI,     2004,    recorded
                    ON_TKI,     2005,    recorded
                    ON_TKI,     2006,    NOT_ON_THERAPY
                    OFF_TKI,    2006,    recorded
                    NOT_STATED, 2006,    recorded
                    BEFORE_TKI, 2003-02, recorded
                    BEFORE_TKI, 2003,    recorded
                    BEFORE_TKI, 2003-03, recorded
                    BEFORE_TKI, 2003-04, THERAPY_ALREADY_STARTED
                    """)
    void progressionStandsInARelationToTherapyThatIsPossible(TherapyContext context, String date, String outcome) {
        patient.given(new ImatinibStarted(on("2003-03"), 400, 1, 1, null))
                .given(new ImatinibStopped(on("2005"), StopReason.OTHER, false, null));
        expect(progression(context, date), outcome);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    sunitinib,  true,  recorded
                    sunitinib,  ,      recorded
                    newinib,    true,  recorded
                    interferon, false, NOT_ON_THERAPY
                    interferon, ,      NOT_ON_THERAPY
                    """)
    void onTherapyMeansAnyTyrosineKinaseInhibitor(String agent, Boolean tyrosineKinaseInhibitor, String outcome) {
        patient.given(new TherapyStarted(on("2003"), agent, tyrosineKinaseInhibitor, null, 1, null));
        expect(progression(TherapyContext.ON_TKI, "2004"), outcome);
    }

    @Test
    void metastasesMayComeBeforeAnyTherapy() {
        expect(progression(TherapyContext.BEFORE_TKI, "2003-04"), "recorded");
        expect(progression(TherapyContext.ON_TKI, "2003-04"), "NOT_ON_THERAPY");
    }

    private void expect(ProgressionRecorded progression, String outcome) {
        var command = new RecordProgression(SUBJECT, progression);
        if (outcome.equals("recorded")) patient.records(command, progression);
        else patient.refuses(command, Reason.valueOf(outcome), "context");
    }

    private static ProgressionRecorded progression(TherapyContext context, String date) {
        return new ProgressionRecorded(
                on(date),
                ResponseCriteria.RECIST_1_1,
                context,
                ProgressionPattern.FOCAL,
                1,
                Resistance.NOT_STATED,
                List.of(Organ.LIVER),
                null);
    }

    @Test
    void aRecurrenceFollowsAResectionOfThePatient() {
        EventId resection = patient.record(resection("2003"));
        var recurrence = recurrence("2004", resection);
        patient.records(new RecordRecurrence(SUBJECT, recurrence), recurrence);
        patient.refuses(
                new RecordRecurrence(SUBJECT, recurrence("2002", resection)), Reason.BEFORE_ITS_RESECTION, "date");
    }

    @Test
    void aRecurrenceAfterR2IsAFindingAndNoRefusal() {
        EventId incomplete = patient.record(new ResectionPerformed(
                on("2003"), "debulking", List.of(), ResectionMargin.R2, null, SurgicalIntent.CYTOREDUCTION, null));
        var recurrence = recurrence("2004", incomplete);
        patient.records(new RecordRecurrence(SUBJECT, recurrence), recurrence);
    }

    @Test
    void aRecurrenceFollowsNothingButAResection() {
        EventId imatinib = patient.record(new ImatinibStarted(on("2003"), 400, 1, 1, null));
        patient.refuses(
                new RecordRecurrence(SUBJECT, recurrence("2004", imatinib)), Reason.NOT_A_RESECTION, "afterResection");
    }

    @Test
    void aRecurrenceFollowsNoResectionOfAnotherPatient() {
        EventId foreign = patient.record(resection("2003"), Scenario.NEIGHBOR);
        patient.refuses(
                new RecordRecurrence(SUBJECT, recurrence("2004", foreign)), Reason.EVENT_UNKNOWN, "afterResection");
        patient.refuses(
                new RecordRecurrence(SUBJECT, recurrence("2004", new EventId(new UUID(0, 0)))),
                Reason.EVENT_UNKNOWN,
                "afterResection");
    }

    @Test
    void recordsADiagnosisBeforeEnrolment() {
        var diagnosis =
                new DiagnosisRecorded(on("2003-01"), PrimarySite.DUODENUM, Presentation.PRIMARY, List.of(), null);
        patient.records(new RecordDiagnosis(SUBJECT, diagnosis), diagnosis);
    }

    private static ResectionPerformed resection(String date) {
        return new ResectionPerformed(
                on(date),
                "pancreaticoduodenectomy",
                List.of(Organ.DUODENUM),
                ResectionMargin.R0,
                null,
                SurgicalIntent.PRIMARY_RESECTION,
                null);
    }

    private static RecurrenceRecorded recurrence(String date, EventId afterResection) {
        return new RecurrenceRecorded(on(date), List.of(Organ.LIVER), afterResection, null);
    }
}
