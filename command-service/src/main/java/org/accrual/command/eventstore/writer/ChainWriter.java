package org.accrual.command.eventstore.writer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.log.format.Chain;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordHash;

/**
 * Proposes records of one chain and learns from the tail which of them became history.
 *
 * <p><b>Invariant.</b> The history and the proposals in flight, in this order, are exactly the ancestry of the tip, onto
 * which the next proposal is chained; condition and command of every proposal were checked against exactly that. So an
 * accepted record was decided on exactly the history before it, whatever other instances do.
 *
 * <p>A request <em>waits</em>; is <em>judged</em> (recorded already, in conflict, depending on one in flight, or
 * proposable); is <em>in flight</em> until the tail reads it back as accepted; and is answered once the producer has its
 * acknowledgement, too. If a foreign record takes the head, all in flight is void for ever: everything waits again, in
 * order, and is judged again.
 */
final class ChainWriter {
    private final WriterContext context;
    private final History history = new History();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Deque<Request> inFlight = new ArrayDeque<>();
    private final List<Request> unconfirmed = new ArrayList<>();
    private final Turns turns;
    private final Backoff backoff;
    private ChainHead head;
    private boolean foreignHead;
    private boolean probing;
    private int open;

    ChainWriter(WriterContext context, ChainHead genesis) {
        this.context = context;
        this.head = genesis;
        this.turns = new Turns(context.limits());
        this.backoff = new Backoff(context.limits());
    }

    History history() {
        return history;
    }

    /** Nothing here needs {@link #settle}. */
    boolean isIdle() {
        return open == 0;
    }

    int inFlight() {
        return inFlight.size();
    }

    // ---------------------------------------------------------------- appending

    void append(Draft draft, Consumer<AppendResult> answer) {
        if (open >= context.limits().openPerChain()) {
            answer.accept(new AppendResult.Unavailable("too many commands wait for " + draft.chain()));
            return;
        }
        open++;
        waiting.addLast(new Request(
                draft, context.clock().nanos() + context.limits().answerWithin().toNanos(), answer));
        pump();
    }

    private void pump() {
        if (waiting.isEmpty() || foreignHead) return;
        int room = room();
        while (!waiting.isEmpty() && inFlight.size() < room) judge(waiting.pollFirst());
    }

    private int room() {
        int room = turns.room(context.clock().nanos());
        return probing ? Math.min(1, room) : room;
    }

    private void judge(Request request) {
        Optional<LogRecord> recorded = history.find(request.draft.command());
        if (recorded.isPresent()) {
            end(request, new AppendResult.Duplicate(recorded.get()));
        } else if (isStale(request.draft.condition())) {
            end(request, new AppendResult.Conflict());
        } else {
            lastInFlightThatMatters(request).ifPresentOrElse(q -> q.addFollower(request), () -> propose(request));
        }
    }

    private boolean isStale(Condition condition) {
        return condition.isOlderThan(context.firstMarker()) || history.violates(condition);
    }

    private Optional<Request> lastInFlightThatMatters(Request request) {
        for (Iterator<Request> i = inFlight.descendingIterator(); i.hasNext(); ) {
            Request q = i.next();
            if (request.draft.dependsOn(q.draft)) return Optional.of(q);
        }
        return Optional.empty();
    }

    private void propose(Request request) {
        Draft.Place place = nextPlace(request.draft.subjectOrNull());
        Proposal proposal = request.draft.at(place);
        if (proposal.sizeBytes() > context.limits().recordBytesMax()) {
            end(request, request.isDoubtful() ? doubtful() : tooLarge(proposal));
            return;
        }
        request.attempt(new Attempt(proposal, place.recordedAt()));
        inFlight.addLast(request);
        send(request);
    }

    private AppendResult tooLarge(Proposal proposal) {
        return new AppendResult.Unsendable(
                SendOutcome.Refusal.TOO_LARGE,
                "a record of " + proposal.sizeBytes() + " bytes; the log takes "
                        + context.limits().recordBytesMax());
    }

    private Draft.Place nextPlace(String subjectOrNull) {
        Proposal last = inFlight.isEmpty() ? null : inFlight.peekLast().attempt().proposal;
        RecordHash tip = last == null ? head.hash() : last.hash();
        return new Draft.Place(tip, nextSequence(subjectOrNull), nextTime());
    }

    private long nextSequence(String subjectOrNull) {
        long ahead = inFlight.stream()
                .filter(q -> Objects.equals(q.draft.subjectOrNull(), subjectOrNull))
                .count();
        return history.count(subjectOrNull) + ahead + 1;
    }

    /** Never before the predecessor's, even if this machine's clock is. */
    private Instant nextTime() {
        Instant now = context.clock().now();
        Instant last =
                inFlight.isEmpty() ? head.recordedAt() : inFlight.peekLast().attempt().recordedAt;
        return last != null && now.isBefore(last) ? last : now;
    }

    private void send(Request request) {
        Attempt attempt = request.attempt();
        if (attempt.isResend()) context.counters().resends.increment();
        attempt.sent();
        context.log().send(attempt.proposal, outcome -> learn(request, attempt, outcome));
    }

    // ---------------------------------------------------------------- the producer's answers

    private void learn(Request request, Attempt attempt, SendOutcome outcome) {
        switch (outcome) {
            case SendOutcome.Acked(long offset) -> attempt.acked(offset);
            case SendOutcome.Unknown _ -> attempt.unknown();
            case SendOutcome.Rejected(String reason) -> {
                attempt.unknown();
                fail(request, attempt, new AppendResult.Unknown(reason));
            }
            case SendOutcome.Refused(SendOutcome.Refusal refusal, String reason) -> {
                boolean certain = attempt.hasNoOtherCopy() && !request.isDoubtful();
                attempt.unknown();
                fail(
                        request,
                        attempt,
                        certain ? new AppendResult.Unsendable(refusal, reason) : new AppendResult.Unknown(reason));
            }
        }
        if (request.attempt() == attempt && !request.isAnswered() && request.isConfirmed()) confirm(request);
    }

    /** It fails alone, at once; those behind it are chained again. */
    private void fail(Request request, Attempt attempt, AppendResult result) {
        if (request.attempt() != attempt || !inFlight.contains(request)) return;
        drop(request, result);
        pump();
    }

    // ---------------------------------------------------------------- the tail

    /** Takes the next record of this chain. @return the events that it adds to the history */
    List<HistoryEvent> read(LogRecord record, List<EventLabel> labels) {
        return switch (Chain.offer(head, record)) {
            case Chain.Accepted(ChainHead next) -> accepted(record, labels, next);
            case Chain.Void() -> voided(record);
        };
    }

    private List<HistoryEvent> accepted(LogRecord record, List<EventLabel> labels, ChainHead next) {
        head = next;
        probing = false;
        context.counters().accepted.increment();
        List<HistoryEvent> added = history.add(record, labels, context.nextOrdinals(labels.size()));
        Request first = inFlight.peekFirst();
        if (first != null && first.attempt().proposal.hash().equals(record.hash())) ownAccepted(first, record);
        else foreignAccepted();
        return added;
    }

    private void ownAccepted(Request request, LogRecord record) {
        inFlight.pollFirst();
        turns.tookHead();
        backoff.progressed();
        request.readBack(record, context.marker());
        releaseFollowers(request);
        confirm(request);
    }

    private void foreignAccepted() {
        turns.rivalTookHead(context.clock().nanos(), open > 0);
        foreignHead |= !inFlight.isEmpty();
    }

    private List<HistoryEvent> voided(LogRecord record) {
        context.counters().voids.increment();
        if (!context.ownHashes().contains(record.hash()))
            turns.rivalSeen(context.clock().nanos());
        return List.of();
    }

    private void confirm(Request request) {
        if (request.isConfirmed()) {
            unconfirmed.remove(request);
            end(request, request.appended());
        } else {
            unconfirmed.add(request);
        }
    }

    // ---------------------------------------------------------------- what time and batches bring

    /** Acts on what was read and on what has become due. */
    void settle() {
        if (foreignHead) chainAgain();
        expire();
        resendLost();
        pump();
    }

    private void chainAgain() {
        foreignHead = false;
        context.counters().rechains.add(inFlight.size());
        while (!inFlight.isEmpty()) {
            Request request = inFlight.pollLast();
            request.forgetAttempt();
            waitFirst(request);
        }
    }

    /** A request that waits first, with those that wait for it behind it. */
    private void waitFirst(Request request) {
        releaseFollowers(request);
        waiting.addFirst(request);
    }

    private void releaseFollowers(Request request) {
        request.takeFollowers().reversed().forEach(waiting::addFirst);
    }

    private void resendLost() {
        long now = context.clock().nanos();
        if (!backoff.isDue(now)) return;
        List<Request> lost = lost();
        if (lost.isEmpty()) return;
        backoff.tried(now);
        lost.forEach(this::send);
    }

    /** Everything from the first proposal on whose copies are all gone, since what follows it is void without it. */
    private List<Request> lost() {
        List<Request> lost = new ArrayList<>(
                unconfirmed.stream().filter(r -> !r.attempt().isUnanswered()).toList());
        boolean found = false;
        for (Request request : inFlight) {
            found |= !request.attempt().isOnItsWay(context.tailNextOffset());
            if (found) lost.add(request);
        }
        return lost;
    }

    private void expire() {
        long now = context.clock().nanos();
        unconfirmed.stream().filter(r -> r.isExpired(now)).toList().forEach(this::expireUnconfirmed);
        // Dropping one moves those behind it to the waiting ones, so look anew each time.
        for (Optional<Request> late = firstLate(now); late.isPresent(); late = firstLate(now)) {
            drop(late.get(), new AppendResult.Unknown("the log did not confirm the record in time"));
        }
        waiting.stream().filter(r -> r.isExpired(now)).toList().forEach(this::expireWaiting);
        inFlight.forEach(r -> r.takeExpiredFollowers(now).forEach(this::turnAway));
    }

    private static AppendResult doubtful() {
        return new AppendResult.Unknown("an earlier proposal of the record may still be accepted");
    }

    private Optional<Request> firstLate(long now) {
        return inFlight.stream().filter(r -> r.isExpired(now)).findFirst();
    }

    private void expireWaiting(Request request) {
        waiting.remove(request);
        turnAway(request);
    }

    private void turnAway(Request request) {
        end(
                request,
                request.isDoubtful() ? doubtful() : new AppendResult.Unavailable("the log was not reached in time"));
    }

    private void expireUnconfirmed(Request request) {
        unconfirmed.remove(request);
        end(request, new AppendResult.Unknown("the log's replicas did not confirm the record in time"));
    }

    /**
     * Gives up one proposal in flight. If it may have been written, so may those built upon it. Until the log answers
     * again, one at a time is proposed: else each that fails would make new bytes of all behind it.
     */
    private void drop(Request request, AppendResult result) {
        probing = true;
        boolean certain = result instanceof AppendResult.Unsendable;
        while (inFlight.peekLast() != request) {
            Request behind = inFlight.pollLast();
            if (certain) behind.forgetAttempt();
            else behind.giveUpAttempt();
            waitFirst(behind);
        }
        inFlight.pollLast();
        releaseFollowers(request);
        end(request, result);
    }

    /** The log lost records that were read: what was sent is unknown, what still waits was decided on a lost history. */
    void abandon() {
        endAll("the log lost records that had been read", new AppendResult.Conflict());
    }

    /** Nobody will hear of the log any more. */
    void close() {
        endAll("this service is stopping", new AppendResult.Unavailable("this service is stopping"));
    }

    private void endAll(String whyUnknown, AppendResult ofTheUnsent) {
        while (!inFlight.isEmpty()) waitFirst(inFlight.pollLast());
        unconfirmed.forEach(waiting::addFirst);
        unconfirmed.clear();
        while (!waiting.isEmpty()) {
            Request request = waiting.pollFirst();
            end(request, request.wasProposed() ? new AppendResult.Unknown(whyUnknown) : ofTheUnsent);
        }
    }

    private void end(Request request, AppendResult result) {
        open--;
        switch (result) {
            case AppendResult.Conflict() -> context.counters().conflicts.increment();
            case AppendResult.Duplicate _ -> context.counters().duplicates.increment();
            case AppendResult.Unknown _ -> context.counters().unknowns.increment();
            case AppendResult.Appended _, AppendResult.Unavailable _, AppendResult.Unsendable _ -> {}
        }
        request.answer(result);
    }
}
