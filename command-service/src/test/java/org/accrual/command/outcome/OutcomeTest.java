package org.accrual.command.outcome;

import static org.accrual.command.Scenario.CENTER_ACTIVATED;
import static org.accrual.command.Scenario.IN_CENTER;
import static org.accrual.command.Scenario.NEIGHBOR;
import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.enrolled;
import static org.accrual.command.Scenario.on;

import java.util.List;
import java.util.UUID;
import org.accrual.command.Scenario;
import org.accrual.command.outcome.OutcomeCommands.RecordDeath;
import org.accrual.command.outcome.OutcomeCommands.RecordFollowUp;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Births, deaths and anchors bind every clinical fact; they are tried out on these two. The patient was born in 1962. */
class OutcomeTest {
    private final Scenario patient = Scenario.patient();

    @ParameterizedTest
    @CsvSource(textBlock = """
                    1961, BEFORE_BIRTH
                    1962, recorded
                    2004, recorded
                    """)
    void nothingHappensBeforeBirth(String date, String outcome) {
        expect(followUp(on(date)), outcome);
        var death = new DeathRecorded(on(date), CauseOfDeath.UNKNOWN, null);
        if (outcome.equals("recorded")) patient.records(new RecordDeath(SUBJECT, death), death);
        else patient.refuses(new RecordDeath(SUBJECT, death), Reason.BEFORE_BIRTH, "date");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2006-04, recorded
                    2006-05, recorded
                    2006,    recorded
                    2006-06, AFTER_DEATH
                    """)
    void nothingHappensCertainlyAfterDeath(String date, String outcome) {
        patient.given(new DeathRecorded(on("2006-05"), CauseOfDeath.DISEASE, null));
        expect(followUp(on(date)), outcome);
    }

    @Test
    void aPatientDiesOnce() {
        patient.given(new DeathRecorded(on("2006"), CauseOfDeath.DISEASE, null))
                .refuses(death("2006"), Reason.DEATH_ALREADY_RECORDED);
    }

    @Test
    void aRetractedDeathIsNone() {
        EventId death = patient.record(new DeathRecorded(on("2006"), CauseOfDeath.DISEASE, null));
        patient.given(new EventRetracted(death, CorrectionReason.WRONG_PATIENT, "somebody else"));
        expect(followUp(on("2007")), "recorded");
        patient.records(death("2008"), death("2008").fact());
    }

    @Test
    void refusesADeathThatLeavesLaterEvents() {
        patient.given(followUp(on("2006"))).refuses(death("2005"), Reason.LATER_EVENTS_EXIST, "date");
        patient.records(death("2006"), death("2006").fact());
    }

    private static RecordDeath death(String date) {
        return new RecordDeath(SUBJECT, new DeathRecorded(on(date), CauseOfDeath.DISEASE, null));
    }

    @Test
    void aDateCountsFromAStandingEventOfThePatient() {
        EventId first = patient.record(followUp(on("2004-01-10")));
        expect(followUp(ClinicalDate.monthsAfter(first, 3)), "recorded");
        patient.given(new EventRetracted(first, CorrectionReason.DUPLICATE, "twice"));
        patient.refuses(
                new RecordFollowUp(SUBJECT, followUp(ClinicalDate.monthsAfter(first, 3))),
                Reason.EVENT_UNKNOWN,
                "date.anchor.event");
    }

    @Test
    void anAnchoredDateIsJudgedWhereItLeads() {
        EventId first = patient.record(followUp(on("2004-01-10")));
        patient.given(new DeathRecorded(on("2006-05"), CauseOfDeath.DISEASE, null));
        expect(followUp(ClinicalDate.monthsAfter(first, 60)), "AFTER_DEATH");
    }

    @Test
    void noDateCountsFromTheEnrolmentOrFromNothing() {
        EventId enrolment = new EventId(new UUID(0, 102));
        for (EventId anchor : List.of(enrolment, new EventId(new UUID(0, 0)), new EventId(new UUID(9, 9))))
            patient.refuses(
                    new RecordFollowUp(SUBJECT, followUp(ClinicalDate.monthsAfter(anchor, 3))),
                    Reason.EVENT_UNKNOWN,
                    "date.anchor.event");
    }

    @Test
    void noDateCountsFromAnotherPatientsEvent() {
        patient.record(enrolled("002"), NEIGHBOR);
        EventId foreign = patient.record(followUp(on("2004")), NEIGHBOR);
        patient.refuses(
                new RecordFollowUp(SUBJECT, followUp(ClinicalDate.monthsAfter(foreign, 3))), Reason.EVENT_UNKNOWN);
    }

    @Test
    void nothingIsRecordedOfAnUnknownPatient() {
        Scenario.nothing()
                .given(CENTER_ACTIVATED, IN_CENTER.chain(), null)
                .refuses(death("2005"), Reason.PATIENT_UNKNOWN, "patient");
        patient.refuses(new RecordDeath(NEIGHBOR, death("2005").fact()), Reason.PATIENT_UNKNOWN, "patient");
    }

    @Test
    void nothingIsRecordedAtACenterThatIsNotActive() {
        Scenario.nothing().refuses(death("2005"), Reason.CENTER_NOT_ACTIVE, "center");
    }

    private void expect(FollowUpRecorded followUp, String outcome) {
        var command = new RecordFollowUp(SUBJECT, followUp);
        if (outcome.equals("recorded")) patient.records(command, followUp);
        else patient.refuses(command, Reason.valueOf(outcome), "date");
    }

    private static FollowUpRecorded followUp(ClinicalDate date) {
        return new FollowUpRecorded(date, DiseaseStatus.NED, null);
    }
}
