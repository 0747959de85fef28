package org.accrual.chaos.audit;

import static org.accrual.chaos.audit.Findings.Kind.BROKEN_CHAINS;
import static org.accrual.chaos.audit.Findings.Kind.CONFLICTING;
import static org.accrual.chaos.audit.Findings.Kind.DUPLICATED;
import static org.accrual.chaos.audit.Findings.Kind.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.accrual.chaos.ledger.Answer;
import org.accrual.chaos.ledger.Entry;
import org.accrual.chaos.ledger.Intent;
import org.accrual.chaos.ledger.Ledger;
import org.junit.jupiter.api.Test;

/** Everything that an auditor is there to find, put into a log, is found: one test a kind of wrong. */
class AuditorTest {
    private static final String CHAIN = "s1/c1";
    private static final String PATIENT = "7b0c2c5e-9a0e-4f55-8f43-5d1f3a0c9d11";

    private final Ledger ledger = new Ledger();
    private final WrittenLog log = new WrittenLog();

    private Entry asked(Intent intent) {
        return ledger.open(UUID.randomUUID(), CHAIN, intent);
    }

    private Entry asked() {
        return asked(new Intent.Plain());
    }

    /** Appends the command's event, and tells the caller so. */
    private WrittenLog.Written recorded(Intent intent) {
        Entry entry = asked(intent);
        WrittenLog.Written written = log.append(CHAIN, PATIENT, entry.key());
        entry.answered(acknowledgement(written));
        return written;
    }

    private static Answer acknowledgement(WrittenLog.Written written) {
        return new Answer.Acknowledged(written.event(), written.partition(), written.offset() + 1);
    }

    private Findings judged() {
        return Auditor.judge(ledger, log.read(List.of()));
    }

    @Test
    void findsNothingInARunWithoutFault() {
        recorded(new Intent.Enrol(CHAIN, "1"));
        recorded(new Intent.Increment("x", 0));
        recorded(new Intent.Increment("x", 1));
        recorded(new Intent.StartCourse(PATIENT, "sunitinib"));
        recorded(new Intent.StartCourse(PATIENT, "regorafenib"));
        recorded(new Intent.Die(PATIENT));
        asked();
        asked().answered(new Answer.Refused(409, "refused"));
        log.duplicateLast();
        assertThat(judged().none()).isTrue();
    }

    @Test
    void findsAnAcknowledgedEventThatIsNotInTheHistory() {
        asked().answered(new Answer.Acknowledged(UUID.randomUUID(), 0, 7));
        assertThat(judged().count(LOST)).isOne();
    }

    @Test
    void findsAnAcknowledgedEventThatStandsElsewhere() {
        Entry entry = asked();
        WrittenLog.Written written = log.append(CHAIN, PATIENT, entry.key());
        entry.answered(new Answer.Acknowledged(written.event(), written.partition(), written.offset() + 2));
        assertThat(judged().count(LOST)).isOne();
    }

    @Test
    void findsACommandThatWasCarriedOutTwice() {
        Entry entry = asked();
        entry.answered(acknowledgement(log.append(CHAIN, PATIENT, entry.key())));
        log.append(CHAIN, PATIENT, entry.key());
        assertThat(judged().count(DUPLICATED)).isOne();
    }

    @Test
    void findsARefusalOfWhatWasAccepted() {
        Entry entry = asked();
        entry.answered(new Answer.Refused(409, "course-already-open"));
        log.append(CHAIN, PATIENT, entry.key());
        assertThat(judged().count(CONFLICTING)).isOne();
    }

    @Test
    void findsARefusalOnAStateThatWasPast() {
        asked().answered(new Answer.Refused(404, "patient-unknown"));
        assertThat(judged().count(CONFLICTING)).isOne();
    }

    @Test
    void findsTwoAnswersToOneCommand() {
        Entry entry = asked();
        entry.answered(acknowledgement(log.append(CHAIN, PATIENT, entry.key())));
        entry.answered(new Answer.Refused(409, "course-already-open"));
        assertThat(judged().count(CONFLICTING)).isOne();
    }

    @Test
    void findsAnEventNobodyAskedFor() {
        log.append(CHAIN, PATIENT, UUID.randomUUID());
        assertThat(judged().count(CONFLICTING)).isOne();
    }

    @Test
    void findsEachPairOfWhichOnlyOneCanBeRight() {
        assertConflicting(new Intent.Enrol(CHAIN, "1"), new Intent.Enrol(CHAIN, "1"));
        assertConflicting(new Intent.Increment("x", 0), new Intent.Increment("x", 0));
        assertConflicting(new Intent.StartCourse(PATIENT, "sunitinib"), new Intent.StartCourse(PATIENT, "sunitinib"));
        assertConflicting(new Intent.Die(PATIENT), new Intent.Die(PATIENT));
        assertConflicting(new Intent.Die(PATIENT), new Intent.BeSeenLater(PATIENT));
        assertConflicting(new Intent.BeSeenLater(PATIENT), new Intent.Die(PATIENT));
    }

    private static void assertConflicting(Intent one, Intent other) {
        AuditorTest run = new AuditorTest();
        run.recorded(one);
        run.recorded(other);
        assertThat(run.judged().count(CONFLICTING)).as(one + " and " + other).isOne();
    }

    @Test
    void findsASequenceNumberUsedTwice() {
        recorded(new Intent.Plain());
        log.nextSequence(1);
        recorded(new Intent.Plain());
        assertThat(judged().count(CONFLICTING)).isOne();
    }

    @Test
    void findsTimeThatRunsBackwards() {
        recorded(new Intent.Plain());
        log.nextTime("2026-03-04T05:06:07.000000Z");
        recorded(new Intent.Plain());
        assertThat(judged().count(BROKEN_CHAINS)).isOne();
    }

    @Test
    void findsAHistoryThatIsNoLongerWhatItWas() {
        assertThat(notFoundAgainAfter(WrittenLog::cutLast)).isOne();
        assertThat(notFoundAgainAfter(log -> {
                    log.cutLast();
                    log.append(CHAIN, PATIENT, UUID.randomUUID());
                }))
                .isOne();
        assertThat(notFoundAgainAfter(log -> log.append(CHAIN, PATIENT, UUID.randomUUID())))
                .isZero();
    }

    private static int notFoundAgainAfter(Consumer<WrittenLog> change) {
        AuditorTest run = new AuditorTest();
        run.recorded(new Intent.Plain());
        run.recorded(new Intent.Plain());
        List<Reading.Witnessed> before = run.log.read(List.of()).witnessed();
        change.accept(run.log);
        return Auditor.judge(run.ledger, run.log.read(before)).count(BROKEN_CHAINS);
    }

    @Test
    void findsAMissingOffsetAndAMalformedRecord() {
        recorded(new Intent.Plain());
        log.skipOffset();
        recorded(new Intent.Plain());
        log.malformed();
        assertThat(judged().count(BROKEN_CHAINS)).isEqualTo(2);
    }
}
