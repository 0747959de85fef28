package org.accrual.command.eventstore.writer;

import static org.accrual.command.eventstore.writer.ScriptedLog.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.accrual.command.eventstore.writer.ScriptedLog.Append;
import org.accrual.command.eventstore.writer.ScriptedLog.Sent;
import org.accrual.command.eventstore.writer.SendOutcome.Refusal;
import org.accrual.log.format.LogRecord;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

/** The writer, one situation at a time; {@code SimulationTest} mixes them. */
class WriterTest {
    private final ScriptedLog log = new ScriptedLog();

    @Test
    void answersOnlyWhenAcknowledgedAndReadBack() {
        Append readFirst = log.append("p1");
        Sent copy = log.next();
        long offset = log.land(copy.proposal());
        assertThat(readFirst.answer).isNull();
        copy.outcome().accept(new SendOutcome.Acked(offset));
        assertThat(readFirst.answer).isInstanceOf(AppendResult.Appended.class);

        Append ackedFirst = log.append("p1");
        Sent other = log.next();
        other.outcome().accept(new SendOutcome.Acked(offset + 1));
        assertThat(ackedFirst.answer).isNull();
        log.land(other.proposal());
        assertThat(ackedFirst.answer).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void proposesWithoutWaitingAndOneOnTopOfTheOther() {
        log.append("p1");
        log.append("p2");

        Sent first = log.next();
        Sent second = log.next();
        assertThat(second.proposal().predecessor()).isEqualTo(first.proposal().hash());
    }

    @Test
    void letsNoMoreThanTheLimitBeInFlightOrOpen() {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < LIMITS.openPerChain() + 1; i++) appends.add(log.append("p" + i));

        assertThat(log.sent).hasSize(LIMITS.inFlightPerChain());
        assertThat(appends.getLast().answer).isInstanceOf(AppendResult.Unavailable.class);

        log.succeed(log.next());
        assertThat(log.sent).as("one arrived, one more may go").hasSize(LIMITS.inFlightPerChain());
    }

    @Test
    void waitsForTheFateOfWhatItDependsOn() {
        Append first = log.append("p1");
        Append second = log.append("p1");
        assertThat(log.sent).hasSize(1);

        log.succeed(log.next());
        assertThat(first.answer).isInstanceOf(AppendResult.Appended.class);
        assertThat(second.answer).isEqualTo(new AppendResult.Conflict());
    }

    @Test
    void chainsAgainWhatIsStillRightWhenARivalTookTheHead() {
        Append same = log.append("p1");
        Append other = log.append("p2");
        log.sent.clear();

        LogRecord rival = log.rival("p1");

        assertThat(same.answer).isEqualTo(new AppendResult.Conflict());
        Sent again = log.next();
        assertThat(again.id()).isEqualTo(other.id());
        assertThat(again.proposal().predecessor()).isEqualTo(rival.hash());
        log.succeed(again);
        assertThat(other.answer).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void answersTheFirstRecordToACommandThatARivalRecorded() {
        String commandId = log.newId();
        Append append = log.append(log.draft("p1", commandId, log.patientCondition("p1")));

        LogRecord rival = log.rival("p1", commandId);

        assertThat(append.answer).isEqualTo(new AppendResult.Duplicate(rival));
    }

    @Test
    void sendsTheSameBytesAgainAndLessAndLessOften() {
        Append append = log.append("p1");
        Sent first = log.next();
        first.outcome().accept(new SendOutcome.Unknown("time-out"));

        log.pass(Duration.ZERO);
        Sent second = log.next();
        assertThat(second.proposal().hash()).isEqualTo(first.proposal().hash());
        second.outcome().accept(new SendOutcome.Unknown("time-out"));

        log.pass(Duration.ofMillis(49));
        assertThat(log.sent).isEmpty();
        log.pass(Duration.ofMillis(1));
        log.next().outcome().accept(new SendOutcome.Unknown("time-out"));
        log.pass(Duration.ofMillis(99));
        assertThat(log.sent).isEmpty();
        log.pass(Duration.ofMillis(1));
        log.succeed(log.next());
        assertThat(append.answer).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void sendsAgainWhatFollowsALostRecord() {
        log.append("p1");
        Append behind = log.append("p2");
        Sent lost = log.next();
        Sent orphan = log.next();
        lost.outcome().accept(new SendOutcome.Unknown("lost"));
        log.succeed(orphan);
        assertThat(behind.answer).as("void without its predecessor").isNull();

        List<Sent> again = List.copyOf(log.sent);
        assertThat(again)
                .extracting(s -> s.proposal().hash())
                .containsExactly(lost.proposal().hash(), orphan.proposal().hash());
        again.forEach(log::succeed);
        assertThat(behind.answer).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void asksForTheAcknowledgementAgainIfOnlyThatIsMissing() {
        Append append = log.append("p1");
        Sent copy = log.next();
        log.land(copy.proposal());
        copy.outcome().accept(new SendOutcome.Unknown("time-out"));
        assertThat(append.answer).isNull();

        log.pass(Duration.ZERO);
        log.succeed(log.next());
        assertThat(append.answer).isInstanceOf(AppendResult.Appended.class);
        assertThat(log.writer.events()).hasSize(1);
    }

    /** p1 is lost, p2 lands without its predecessor and is void; only the second copy of p2 is history. */
    @Test
    void takesNoAcknowledgementOfAVoidCopyForOneOfTheRecord() {
        log.append("p1");
        Append behind = log.append("p2");
        Sent lost = log.next();
        Sent orphan = log.next();
        lost.outcome().accept(new SendOutcome.Unknown("lost"));
        log.succeed(orphan);
        log.succeed(log.next());
        Sent again = log.next();

        long offset = log.land(again.proposal());
        assertThat(behind.answer).as("only its void copy is on all replicas").isNull();
        again.outcome().accept(new SendOutcome.Acked(offset));
        assertThat(behind.answer).isInstanceOf(AppendResult.Appended.class);
    }

    /** One who is refused lets his followers go first, even before those who came earlier. */
    @Test
    void turnsAwayInTimeWhoeverWaitsForSomeoneYounger() {
        log.append("p1");
        Append elder = log.append(log.draft("p3", log.newId(), log.patientCondition("p2")));
        log.pass(LIMITS.answerWithin().dividedBy(2));
        Append younger = log.append(log.draft("p2", log.newId(), log.patientCondition("p1")));
        log.next().outcome().accept(new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, "no"));
        log.next();
        assertThat(log.next().id()).as("the elder waits for it").isEqualTo(younger.id());

        log.pass(LIMITS.answerWithin().dividedBy(2));
        assertThat(elder.answer).isInstanceOf(AppendResult.Unavailable.class);
        assertThat(younger.answer).isNull();
    }

    /** Else each that expires makes new bytes of all behind it, and an outage fills the log with void records. */
    @Test
    void proposesOneAtATimeUntilTheLogAnswersAfterADeadlineHasPassed() {
        log.append("p1");
        log.pass(Duration.ofMillis(1));
        for (int i = 2; i <= LIMITS.openPerChain(); i++) log.append("p" + i);
        log.sent.clear();

        log.pass(LIMITS.answerWithin().minusMillis(1));
        assertThat(log.sent.stream().map(Sent::id).distinct())
                .as("a single probe")
                .hasSize(1);

        log.succeed(log.next());
        assertThat(log.writer.inFlight()).as("the log answers").isEqualTo(LIMITS.inFlightPerChain());
    }

    @Test
    void isNeverSureThatARecordIsNotThereWhichKafkaTurnedDownAfterItLeft() {
        Append append = log.append("p1");
        Append behind = log.append("p2");
        log.next().outcome().accept(new SendOutcome.Rejected("no more write right"));
        log.next();
        assertThat(append.answer).isEqualTo(new AppendResult.Unknown("no more write right"));

        Sent again = log.next();
        again.outcome().accept(new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, "no"));
        assertThat(again.id()).isEqualTo(behind.id());
        assertThat(behind.answer).isInstanceOf(AppendResult.Unknown.class);
    }

    @Test
    void answersEveryoneWhenItIsClosed() {
        Append recorded = log.append("p1");
        log.land(log.next().proposal());
        List<Append> sent = List.of(log.append("p2"), log.append("p3"), log.append("p4"), log.append("p5"));
        Append follower = log.append("p5");

        log.writer.close();

        assertThat(recorded.answer).isInstanceOf(AppendResult.Unknown.class);
        assertThat(sent).allSatisfy(a -> assertThat(a.answer).isInstanceOf(AppendResult.Unknown.class));
        assertThat(follower.answer).isInstanceOf(AppendResult.Unavailable.class);
        assertThat(log.append("p6").answer).as("closed").isInstanceOf(AppendResult.Unavailable.class);
        assertThat(log.writer.isBusy()).isFalse();
    }

    @Test
    void letsOneThatCantBeSentFailAloneAndAtOnce() {
        Append refused = log.append("p1");
        Append behind = log.append("p2");
        Sent first = log.next();
        Sent second = log.next();
        first.outcome().accept(new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, "no"));

        assertThat(refused.answer).isEqualTo(new AppendResult.Unsendable(Refusal.NOT_AUTHORIZED, "no"));
        log.land(second.proposal());
        Sent again = log.next();
        assertThat(again.proposal().predecessor()).isEqualTo(log.head());
        log.succeed(again);
        assertThat(behind.answer).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void refusesWhatIsTooLargeBeforeItIsSent() {
        Append large = log.append(log.draft("p1", log.newId(), Condition.NONE, "x".repeat(2_000)));

        assertThat(large.answer)
                .isInstanceOfSatisfying(
                        AppendResult.Unsendable.class,
                        u -> assertThat(u.refusal()).isEqualTo(Refusal.TOO_LARGE));
        assertThat(log.sent).isEmpty();
    }

    @Test
    void neverDeniesWhatAnEarlierCopyMayHaveWritten() {
        Append append = log.append("p1");
        log.next().outcome().accept(new SendOutcome.Unknown("time-out"));
        log.pass(Duration.ZERO);
        log.next().outcome().accept(new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, "no"));

        assertThat(append.answer).isInstanceOf(AppendResult.Unknown.class);
    }

    @Test
    void neverDeniesWhatWasBuiltOnARecordOfUnknownFate() {
        log.append("p1");
        Append behind = log.append("p2");
        log.next().outcome().accept(new SendOutcome.Unknown("time-out"));
        log.next();
        log.pass(Duration.ZERO);
        log.next().outcome().accept(new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, "no"));
        log.next();

        Sent again = log.next();
        again.outcome().accept(new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, "no"));
        assertThat(again.id()).isEqualTo(behind.id());
        assertThat(behind.answer).isInstanceOf(AppendResult.Unknown.class);
    }

    @Test
    void saysUnknownAtTheDeadlineForWhatWasSentAndUnavailableForWhatWasNot() {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < LIMITS.openPerChain(); i++) appends.add(log.append("p" + i));

        log.pass(LIMITS.answerWithin());

        assertThat(appends.subList(0, LIMITS.inFlightPerChain()))
                .allSatisfy(a -> assertThat(a.answer).isInstanceOf(AppendResult.Unknown.class));
        assertThat(appends.subList(LIMITS.inFlightPerChain(), appends.size()))
                .allSatisfy(a -> assertThat(a.answer).isInstanceOf(AppendResult.Unavailable.class));
        assertThat(log.writer.isBusy()).isFalse();
    }

    @Test
    void recordsEventsInTheOrderOfTheirTimes() {
        log.append("p1");
        log.succeed(log.next());
        log.setClock("2020-01-01T00:00:00Z");
        log.append("p2");
        log.succeed(log.next());

        List<HistoryEvent> events = log.writer.events();
        assertThat(events.get(1).record().attributes().time())
                .isEqualTo(events.get(0).record().attributes().time());
    }

    @Test
    void bidsWithOneRecordWhileARivalHoldsTheHead() {
        log.append("p0");
        log.sent.clear();
        log.rival("p1");
        log.append("p2");
        log.append("p3");
        assertThat(log.sent).as("a single bid").hasSize(1);

        log.succeed(log.next());
        assertThat(log.sent).as("the bid won: a batch").hasSize(2);
    }

    @Test
    void keepsSilentAfterItsBatchSoThatTheRivalGetsItsTurn() {
        log.append("p0");
        log.sent.clear();
        log.rival("p1");
        log.succeed(log.next());
        log.append("p2");
        log.succeed(log.next());
        log.append("p3");
        assertThat(log.sent).isEmpty();

        log.pass(LIMITS.yield());
        assertThat(log.sent).hasSize(1);
    }

    @Test
    void forgetsEverythingThatACutLogHasLost() {
        Append recorded = log.append("p1");
        log.succeed(log.next());
        long markerBefore = log.marker();
        List<Append> sent = List.of(log.append("p2"), log.append("p3"), log.append("p4"), log.append("p5"));
        Append waiting = log.append("p6");

        log.truncated();

        assertThat(recorded.answer).isInstanceOf(AppendResult.Appended.class);
        assertThat(sent).allSatisfy(a -> assertThat(a.answer).isInstanceOf(AppendResult.Unknown.class));
        assertThat(waiting.answer).isEqualTo(new AppendResult.Conflict());
        assertThat(log.writer.events()).isEmpty();
        assertThat(log.append(log.draft(
                                "p1",
                                log.newId(),
                                new Condition(EventCriteria.havingTags("patient", "p1"), markerBefore)))
                        .answer)
                .as("decided on what is lost")
                .isEqualTo(new AppendResult.Conflict());
    }

    @Test
    void takesWhatFollowsATruncationForANewHistory() {
        log.append("p1");
        log.succeed(log.next());
        log.truncated();

        Append anew = log.append("p1");
        log.succeed(log.next());
        assertThat(anew.answer).isInstanceOf(AppendResult.Appended.class);
        assertThat(log.writer.events()).hasSize(1);
    }
}
