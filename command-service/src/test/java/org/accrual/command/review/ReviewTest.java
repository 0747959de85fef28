package org.accrual.command.review;

import static org.accrual.command.Scenario.CENTER_ACTIVATED;
import static org.accrual.command.Scenario.ENROLLED;
import static org.accrual.command.Scenario.IN_CENTER;
import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.enrolled;
import static org.accrual.command.Scenario.nothing;
import static org.accrual.command.Scenario.on;
import static org.accrual.command.Scenario.patient;

import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.accrual.command.Scenario;
import org.accrual.command.amendment.AmendmentCommands.CorrectEvent;
import org.accrual.command.amendment.AmendmentCommands.RetractEvent;
import org.accrual.command.enrollment.EnrollmentCommands.EnrollPatient;
import org.accrual.command.intake.Command;
import org.accrual.command.outcome.OutcomeCommands.RecordFollowUp;
import org.accrual.command.review.CenterLockCommands.LockCenter;
import org.accrual.command.review.CenterLockCommands.UnlockCenter;
import org.accrual.command.review.ReviewCommands.AnswerQuery;
import org.accrual.command.review.ReviewCommands.CancelQuery;
import org.accrual.command.review.ReviewCommands.CloseQuery;
import org.accrual.command.review.ReviewCommands.FreezeEvent;
import org.accrual.command.review.ReviewCommands.LockPatient;
import org.accrual.command.review.ReviewCommands.RaiseQuery;
import org.accrual.command.review.ReviewCommands.ReopenQuery;
import org.accrual.command.review.ReviewCommands.UnfreezeEvent;
import org.accrual.command.review.ReviewCommands.UnlockPatient;
import org.accrual.command.review.ReviewCommands.VerifySource;
import org.accrual.study.events.Administration.CenterLocked;
import org.accrual.study.events.Administration.CenterUnlocked;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Review;
import org.accrual.study.events.Review.EventFrozen;
import org.accrual.study.events.Review.EventUnfrozen;
import org.accrual.study.events.Review.PatientLocked;
import org.accrual.study.events.Review.PatientUnlocked;
import org.accrual.study.events.Review.QueryAnswered;
import org.accrual.study.events.Review.QueryCancelled;
import org.accrual.study.events.Review.QueryClosed;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.events.Review.QueryReopened;
import org.accrual.study.events.Review.SourceVerified;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReviewTest {
    private static final FollowUpRecorded ALIVE = new FollowUpRecorded(on("2009-05"), DiseaseStatus.ALIVE, null);
    private static final EventId NOBODYS = new EventId(new UUID(0, 9999));
    private static final QueryRaised MISSING = new QueryRaised(null, null, "No follow-up?");

    @Test
    void aQueryIsAboutAnEventAFieldOrSomethingMissing() {
        Scenario scenario = patient();
        EventId followUp = scenario.record(ALIVE);
        for (QueryRaised query : List.of(
                new QueryRaised(followUp, null, "Which visit?"), new QueryRaised(followUp, "status", "NED?"), MISSING))
            scenario.records(new RaiseQuery(SUBJECT, query), query);
    }

    @Test
    void aQueryIsNotAboutWhatIsNotThere() {
        Scenario scenario = patient();
        EventId followUp = scenario.record(ALIVE);
        EventId retracted = scenario.record(ALIVE);
        scenario.record(new EventRetracted(retracted, CorrectionReason.DUPLICATE, "twice"));
        scenario.refuses(new RaiseQuery(SUBJECT, new QueryRaised(NOBODYS, null, "?")), Reason.EVENT_UNKNOWN, "target");
        scenario.refuses(
                new RaiseQuery(SUBJECT, new QueryRaised(retracted, null, "?")), Reason.EVENT_UNKNOWN, "target");
        scenario.refuses(
                new RaiseQuery(SUBJECT, new QueryRaised(followUp, "stauts", "?")), Reason.FIELD_UNKNOWN, "field");
        nothing()
                .given(CENTER_ACTIVATED, SUBJECT.chain(), null)
                .refuses(new RaiseQuery(SUBJECT, MISSING), Reason.PATIENT_UNKNOWN);
    }

    /** What each step is allowed after, by the last one before it; null: it is recorded. */
    static Stream<Arguments> steps() {
        BiFunction<EventId, String, Review> answered = QueryAnswered::new;
        BiFunction<EventId, String, Review> closed = QueryClosed::new;
        BiFunction<EventId, String, Review> reopened = QueryReopened::new;
        BiFunction<EventId, String, Review> cancelled = QueryCancelled::new;
        return Stream.of(
                Arguments.of(List.of(), null, null, Reason.QUERY_STILL_OPEN, null),
                Arguments.of(List.of(answered), Reason.QUERY_NOT_OPEN, null, null, null),
                Arguments.of(
                        List.of(closed), Reason.QUERY_NOT_OPEN, Reason.QUERY_NOT_OPEN, null, Reason.QUERY_NOT_OPEN),
                Arguments.of(List.of(answered, closed, reopened), null, null, Reason.QUERY_STILL_OPEN, null),
                Arguments.of(
                        List.of(cancelled),
                        Reason.QUERY_NOT_OPEN,
                        Reason.QUERY_NOT_OPEN,
                        Reason.QUERY_STILL_OPEN,
                        Reason.QUERY_NOT_OPEN));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aQueryGoesItsWay(
            List<BiFunction<EventId, String, Review>> before,
            Reason answering,
            Reason closing,
            Reason reopening,
            Reason cancelling) {
        Scenario scenario = patient();
        EventId query = scenario.record(MISSING);
        before.forEach(step -> scenario.record(step.apply(query, "so")));
        step(scenario, new AnswerQuery(SUBJECT, new QueryAnswered(query, "so")), answering);
        step(scenario, new CloseQuery(SUBJECT, new QueryClosed(query, null)), closing);
        step(scenario, new ReopenQuery(SUBJECT, new QueryReopened(query, "so")), reopening);
        step(scenario, new CancelQuery(SUBJECT, new QueryCancelled(query, "so")), cancelling);
    }

    private static void step(Scenario scenario, Command command, Reason refusal) {
        if (refusal != null) scenario.refuses(command, refusal, "query");
        else scenario.records(command, fact(command));
    }

    private static Review fact(Command command) {
        return switch (command) {
            case AnswerQuery it -> it.fact();
            case CloseQuery it -> it.fact();
            case ReopenQuery it -> it.fact();
            case CancelQuery it -> it.fact();
            default -> throw new AssertionError(command);
        };
    }

    @Test
    void onlyWhatWasAskedIsAnswered() {
        patient().refuses(new AnswerQuery(SUBJECT, new QueryAnswered(NOBODYS, "so")), Reason.QUERY_UNKNOWN, "query");
    }

    @Test
    void standingEventsAreVerifiedSomeOrAll() {
        Scenario scenario = patient();
        EventId followUp = scenario.record(ALIVE);
        var some = new SourceVerified(List.of(followUp), null);
        var all = new SourceVerified(List.of(), true);
        scenario.records(new VerifySource(SUBJECT, some), some);
        scenario.records(new VerifySource(SUBJECT, all), all);
        scenario.refuses(
                new VerifySource(SUBJECT, new SourceVerified(List.of(followUp, NOBODYS), null)),
                Reason.EVENT_UNKNOWN,
                "targets[1]");
    }

    @Test
    void aLockedPatientIsNeitherRecordedNorAmendedButQuestioned() {
        Scenario scenario = patient();
        EventId followUp = scenario.record(ALIVE);
        EventId query = scenario.record(MISSING);
        scenario.record(new PatientLocked("final"));
        scenario.refuses(new RecordFollowUp(SUBJECT, ALIVE), Reason.PATIENT_LOCKED, "patient");
        scenario.refuses(corrected(followUp), Reason.PATIENT_LOCKED, "patient");
        scenario.refuses(retracted(followUp), Reason.PATIENT_LOCKED, "patient");
        scenario.records(new RaiseQuery(SUBJECT, MISSING), MISSING);
        var answer = new QueryAnswered(query, "so");
        scenario.records(new AnswerQuery(SUBJECT, answer), answer);
        scenario.refuses(new LockPatient(SUBJECT, new PatientLocked("again")), Reason.ALREADY_LOCKED);
        var unlocked = new PatientUnlocked("late report");
        scenario.records(new UnlockPatient(SUBJECT, unlocked), unlocked);
        scenario.record(unlocked);
        scenario.records(new RecordFollowUp(SUBJECT, ALIVE), ALIVE);
        scenario.refuses(new UnlockPatient(SUBJECT, unlocked), Reason.NOT_LOCKED);
    }

    @Test
    void aFrozenEventIsNotAmendedAndOthersAre() {
        Scenario scenario = patient();
        EventId frozen = scenario.record(ALIVE);
        EventId other = scenario.record(new FollowUpRecorded(on("2010"), DiseaseStatus.ALIVE, null));
        var freeze = new EventFrozen(frozen, null);
        scenario.records(new FreezeEvent(SUBJECT, freeze), freeze);
        scenario.record(freeze);
        scenario.refuses(corrected(frozen), Reason.EVENT_FROZEN, "target");
        scenario.refuses(retracted(frozen), Reason.EVENT_FROZEN, "target");
        scenario.records(corrected(other), correction(other));
        scenario.refuses(new FreezeEvent(SUBJECT, freeze), Reason.ALREADY_LOCKED, "target");
        scenario.refuses(new UnfreezeEvent(SUBJECT, new EventUnfrozen(other, "so")), Reason.NOT_LOCKED, "target");
        scenario.record(new EventUnfrozen(frozen, "source amended"));
        scenario.records(corrected(frozen), correction(frozen));
    }

    @Test
    void aLockedCenterTakesNoPatientAndNoFact() {
        Scenario scenario = patient().given(new CenterLocked("final"), SUBJECT.chain(), null);
        scenario.refuses(new RecordFollowUp(SUBJECT, ALIVE), Reason.CENTER_LOCKED, "center");
        scenario.refuses(new EnrollPatient(IN_CENTER, enrolled("002")), Reason.CENTER_LOCKED, "center");
        scenario.records(new RaiseQuery(SUBJECT, MISSING), MISSING);
        scenario.refuses(new LockCenter(IN_CENTER, new CenterLocked("again")), Reason.ALREADY_LOCKED, "center");
        var unlocked = new CenterUnlocked("late report");
        scenario.records(new UnlockCenter(IN_CENTER, unlocked), unlocked);
        scenario.given(unlocked, SUBJECT.chain(), null).records(new RecordFollowUp(SUBJECT, ALIVE), ALIVE);
        patient().refuses(new UnlockCenter(IN_CENTER, unlocked), Reason.NOT_LOCKED, "center");
    }

    private static Command corrected(EventId target) {
        return new CorrectEvent(SUBJECT, correction(target));
    }

    private static EventCorrected correction(EventId target) {
        return new EventCorrected(
                target,
                List.of(new Change(
                        "status",
                        StudyJson.MAPPER.getNodeFactory().stringNode("ALIVE"),
                        StudyJson.MAPPER.getNodeFactory().stringNode("NED"))),
                CorrectionReason.TRANSCRIPTION_ERROR,
                "misread");
    }

    private static Command retracted(EventId target) {
        return new RetractEvent(SUBJECT, new EventRetracted(target, CorrectionReason.DUPLICATE, "twice"));
    }

    @Test
    void theEnrolmentIsVerifiedLikeAnyFact() {
        Scenario scenario = patient();
        EventId enrolment = scenario.record(ENROLLED);
        var verified = new SourceVerified(List.of(enrolment), null);
        scenario.records(new VerifySource(SUBJECT, verified), verified);
    }
}
