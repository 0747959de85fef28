package org.accrual.command.amendment;

import static org.accrual.command.Scenario.ENROLLED;
import static org.accrual.command.Scenario.NEIGHBOR;
import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.enrolled;
import static org.accrual.command.Scenario.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.accrual.command.Scenario;
import org.accrual.command.amendment.AmendmentCommands.CorrectEvent;
import org.accrual.command.amendment.AmendmentCommands.RetractEvent;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.StudyJson;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.events.Therapy.TherapyStarted;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AmendmentTest {
    private static final EventId ENROLMENT = new EventId(new UUID(0, 102));

    private final Scenario patient = Scenario.patient();
    private final EventId resection = patient.record(resection());

    private static ResectionPerformed resection() {
        return new ResectionPerformed(
                on("2003-01"),
                "hepatectomy",
                List.of(),
                ResectionMargin.R1,
                Quantity.of("4.0"),
                SurgicalIntent.METASTASECTOMY,
                null);
    }

    /** The resection: January 2003, hepatectomy, R1, 4.0 mm left, no targets named. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    margin     | "R1"       | "R2"          | corrected         |
                    margin     | "R1"       | "R0"          | corrected         |
                    residualMm | 4          | 5             | corrected         |
                    residualMm | 4.00       | "<5"          | corrected         |
                    residualMm | 4.0        | null          | corrected         |
                    date       | "2003-01"  | "2003-02"     | corrected         |
                    date       | {"earliest":"2003-01-01","latest":"2003-01-31","precision":"MONTH"} | "2002" | corrected |
                    date       | "2003-01"  | "1950"        | corrected         |
                    targets    | null       | ["LIVER"]     | corrected         |
                    targets    | []         | ["LIVER"]     | corrected         |
                    source     | null       | {"document":"letter"} | corrected |
                    margin     | "R0"       | "R2"          | VALUE_HAS_CHANGED | changes[0].oldValue
                    margin     | null       | "R2"          | VALUE_HAS_CHANGED | changes[0].oldValue
                    margin     | 7          | "R2"          | VALUE_HAS_CHANGED | changes[0].oldValue
                    date       | "2003"     | "2004"        | VALUE_HAS_CHANGED | changes[0].oldValue
                    residualMm | "4.0 mm"   | 5             | VALUE_HAS_CHANGED | changes[0].oldValue
                    margin     | "R1"       | "R1"          | CHANGES_NOTHING   | changes
                    residualMm | 4.0        | 4             | CHANGES_NOTHING   | changes
                    targets    | null       | []            | CHANGES_NOTHING   | changes
                    margin     | "R1"       | "R9"          | INVALID_VALUE     | margin
                    margin     | "R1"       | null          | INVALID_VALUE     | margin
                    date       | "2003-01"  | "2003-02-30"  | INVALID_VALUE     | date
                    residualMm | 4          | -1            | INVALID_VALUE     | residualMm
                    targets    | null       | ["LIVERS"]    | INVALID_VALUE     | targets[0]
                    dose       | 4          | 5             | FIELD_UNKNOWN     | changes[0].field
                    """)
    void aCorrectionNamesTheValueThatStandsAndLeavesAValidFact(
            String field, String oldValue, String newValue, String outcome, String fault) {
        CorrectEvent command = correct(resection, change(field, oldValue, newValue));
        if (!outcome.equals("corrected")) patient.refuses(command, Reason.valueOf(outcome), fault);
        else patient.records(command, stored(command, resection()));
    }

    /** Old and new values stand in the log as the payloads say them. */
    private static EventCorrected stored(CorrectEvent command, org.accrual.study.events.PatientEvent before) {
        var after = org.accrual.study.events.EffectiveFact.corrected(before, command.fact());
        Change change = command.fact().changes().getFirst();
        return new EventCorrected(
                command.fact().target(),
                List.of(new Change(
                        change.field(),
                        org.accrual.study.events.EffectiveFact.valueOf(before, change.field()),
                        org.accrual.study.events.EffectiveFact.valueOf(after, change.field()))),
                command.fact().reason(),
                command.fact().text());
    }

    @Test
    void namesTheValueThatStandsNow() {
        patient.given(correction(resection, change("margin", "\"R1\"", "\"R2\"")));
        var late = correct(resection, change("margin", "\"R1\"", "\"R0\""));
        patient.refuses(late, Reason.VALUE_HAS_CHANGED);
        assertThat(patient.refusal(late).detail()).contains("\"R2\"");
    }

    @Test
    void truthIsNeverBlocked() {
        EventId death = patient.record(new DeathRecorded(on("2009"), CauseOfDeath.DISEASE, null));
        var earlier = correct(death, change("date", "\"2009\"", "\"2001\""));
        patient.records(earlier, stored(earlier, new DeathRecorded(on("2009"), CauseOfDeath.DISEASE, null)));
    }

    @Test
    void whatThePlatformDecidesIsNotCorrected() {
        EventId start = patient.record(new ImatinibStarted(on("2003"), 400, 1, 1, null));
        patient.refuses(correct(start, change("course", "1", "2")), Reason.FIELD_UNKNOWN, "changes[0].field");
    }

    @Test
    void recordsWhatAValueComesTo() {
        EventId start = patient.record(new TherapyStarted(on("2003"), "nilotinib", true, null, null, null));
        patient.records(
                correct(start, change("agent", "\"nilotinib\"", "\" Sunitinib\"")),
                correction(start, change("agent", "\"nilotinib\"", "\"sunitinib\"")));
    }

    @Test
    void amendsOnlyWhatStands() {
        EventId unknown = new EventId(new UUID(9, 9));
        patient.refuses(correct(unknown, change("margin", "\"R1\"", "\"R2\"")), Reason.EVENT_UNKNOWN, "target");
        patient.refuses(retract(unknown), Reason.EVENT_UNKNOWN, "target");
        patient.records(retract(resection), retract(resection).fact());
        patient.given(retract(resection).fact());
        patient.refuses(correct(resection, change("margin", "\"R1\"", "\"R2\"")), Reason.ALREADY_RETRACTED, "target");
        patient.refuses(retract(resection), Reason.ALREADY_RETRACTED, "target");
    }

    @Test
    void amendsNoEventOfAnotherPatient() {
        patient.record(enrolled("002"), NEIGHBOR);
        EventId foreign = patient.record(resection(), NEIGHBOR);
        patient.refuses(retract(foreign), Reason.EVENT_UNKNOWN, "target");
    }

    @Test
    void amendsNoAmendment() {
        EventId amendment = patient.record(correction(resection, change("margin", "\"R1\"", "\"R2\"")));
        patient.refuses(retract(amendment), Reason.EVENT_UNKNOWN, "target");
    }

    @Test
    void anEnrolmentIsCorrectedButNotRetracted() {
        patient.refuses(retract(ENROLMENT), Reason.ENROLMENT_STANDS, "target");
        var sex = correct(ENROLMENT, change("sex", "\"MALE\"", "\"FEMALE\""));
        patient.records(sex, stored(sex, ENROLLED));
    }

    @Test
    void aSubjectNumberStaysUniqueThroughCorrections() {
        patient.record(enrolled("002"), NEIGHBOR);
        patient.refuses(
                correct(ENROLMENT, change("subjectNumber", "\"001\"", "\"002\"")),
                Reason.SUBJECT_NUMBER_TAKEN,
                "subjectNumber");
        var free = correct(ENROLMENT, change("subjectNumber", "\"001\"", "\"003\""));
        patient.records(free, stored(free, ENROLLED));
    }

    @Test
    void anAnchorLeadsToAStandingEventAndNeverInACircle() {
        EventId followUp = patient.record(followUp(ClinicalDate.monthsAfter(resection, 3)));
        EventId later = patient.record(followUp(ClinicalDate.monthsAfter(followUp, 3)));
        for (EventId inCircle : List.of(resection, followUp, later))
            patient.refuses(
                    correct(resection, change("date", "\"2003-01\"", anchored(inCircle))),
                    Reason.ANCHORS_IN_A_CIRCLE,
                    "date.anchor.event");
        patient.refuses(
                correct(resection, change("date", "\"2003-01\"", anchored(ENROLMENT))),
                Reason.EVENT_UNKNOWN,
                "date.anchor.event");
        var other = correct(later, change("date", anchored(followUp), anchored(resection)));
        patient.records(other, stored(other, followUp(ClinicalDate.monthsAfter(followUp, 3))));
    }

    @Test
    void aRecurrenceIsCorrectedToFollowAResectionOnly() {
        var recorded = new RecurrenceRecorded(on("2004"), List.of(), null, null);
        EventId recurrence = patient.record(recorded);
        var named = correct(recurrence, change("afterResection", "null", '"' + resection.toString() + '"'));
        patient.records(named, stored(named, recorded));
        patient.refuses(
                correct(recurrence, change("afterResection", "null", '"' + recurrence.toString() + '"')),
                Reason.NOT_A_RESECTION,
                "afterResection");
        patient.refuses(
                correct(recurrence, change("afterResection", "null", '"' + ENROLMENT.toString() + '"')),
                Reason.EVENT_UNKNOWN,
                "afterResection");
    }

    private static FollowUpRecorded followUp(ClinicalDate date) {
        return new FollowUpRecorded(date, DiseaseStatus.NED, null);
    }

    private static String anchored(EventId event) {
        return StudyJson.MAPPER.writeValueAsString(ClinicalDate.monthsAfter(event, 3));
    }

    private static CorrectEvent correct(EventId target, Change change) {
        return new CorrectEvent(SUBJECT, correction(target, change));
    }

    private static EventCorrected correction(EventId target, Change change) {
        return new EventCorrected(target, List.of(change), CorrectionReason.TRANSCRIPTION_ERROR, "typing error");
    }

    private static RetractEvent retract(EventId target) {
        return new RetractEvent(SUBJECT, new EventRetracted(target, CorrectionReason.DUPLICATE, "recorded twice"));
    }

    private static Change change(String field, String oldValue, String newValue) {
        return new Change(field, json(oldValue), json(newValue));
    }

    private static JsonNode json(String text) {
        return StudyJson.MAPPER.readTree(text);
    }
}
