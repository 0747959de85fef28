package org.accrual.command.eventstore.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.accrual.log.format.LogRecord;

/** One append until it is answered. It waits, or is in flight with an attempt, or was read back and lacks its ack. */
final class Request {
    final Draft draft;
    final long deadlineNanos;
    private final Consumer<AppendResult> answer;
    private final List<Request> followers = new ArrayList<>();
    private Attempt attempt;
    private LogRecord readBack;
    private long marker;
    private boolean proposed;
    private boolean doubtful;
    private boolean answered;

    Request(Draft draft, long deadlineNanos, Consumer<AppendResult> answer) {
        this.draft = draft;
        this.deadlineNanos = deadlineNanos;
        this.answer = answer;
    }

    Attempt attempt() {
        return attempt;
    }

    void attempt(Attempt next) {
        attempt = next;
        proposed = true;
    }

    /** Its proposal can never be accepted: another record took the head that it builds on. */
    void forgetAttempt() {
        attempt = null;
    }

    /** Its proposal builds on one whose fate is unknown, so it may still be accepted, even after a newer one was made. */
    void giveUpAttempt() {
        doubtful = true;
        attempt = null;
    }

    /** Even a proposal that is void for ever may come to life if the log is cut back behind the head that it builds on. */
    boolean wasProposed() {
        return proposed;
    }

    /** Whether a given-up proposal of it may still be accepted. */
    boolean isDoubtful() {
        return doubtful;
    }

    void readBack(LogRecord record, long markerAfter) {
        readBack = record;
        marker = markerAfter;
    }

    /** An earlier copy that is void may have been acknowledged, too: that says nothing of the one that is history. */
    boolean isConfirmed() {
        return readBack != null && attempt.isAckedUpTo(readBack.offset());
    }

    AppendResult.Appended appended() {
        return new AppendResult.Appended(readBack, marker);
    }

    /** The other request is judged again once this one has ended. */
    void addFollower(Request other) {
        followers.add(other);
    }

    List<Request> takeFollowers() {
        List<Request> taken = List.copyOf(followers);
        followers.clear();
        return taken;
    }

    List<Request> takeExpiredFollowers(long nowNanos) {
        List<Request> expired =
                followers.stream().filter(f -> f.isExpired(nowNanos)).toList();
        followers.removeAll(expired);
        return expired;
    }

    boolean isExpired(long nowNanos) {
        return nowNanos >= deadlineNanos;
    }

    boolean isAnswered() {
        return answered;
    }

    void answer(AppendResult result) {
        answered = true;
        answer.accept(result);
    }
}
