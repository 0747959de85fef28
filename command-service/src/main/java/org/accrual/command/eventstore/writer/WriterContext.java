package org.accrual.command.eventstore.writer;

import java.util.concurrent.atomic.AtomicLong;

/** What all chains of one writer share. */
final class WriterContext {
    private final Log log;
    private final WriterClock clock;
    private final WriterLimits limits;
    private final WriterCounters counters;
    private final AtomicLong ordinals;
    private final OwnHashes ownHashes = new OwnHashes();
    private long firstMarker;
    private long tailNextOffset;

    WriterContext(Log log, WriterClock clock, WriterLimits limits, WriterCounters counters, AtomicLong ordinals) {
        this.log = (proposal, outcome) -> {
            ownHashes.add(proposal.hash());
            log.send(proposal, outcome);
        };
        this.clock = clock;
        this.limits = limits;
        this.counters = counters;
        this.ordinals = ordinals;
    }

    Log log() {
        return log;
    }

    WriterClock clock() {
        return clock;
    }

    WriterLimits limits() {
        return limits;
    }

    WriterCounters counters() {
        return counters;
    }

    OwnHashes ownHashes() {
        return ownHashes;
    }

    /** Numbers for so many events; the first of them. */
    long nextOrdinals(int count) {
        return ordinals.getAndAdd(count);
    }

    /** Just after everything read so far. */
    long marker() {
        return ordinals.get();
    }

    /** Markers before it, but 0, belong to a history that a truncation of the log has ended. */
    long firstMarker() {
        return firstMarker;
    }

    void beginHistory() {
        // One number is left out, so that no marker of the old history is one of the new.
        firstMarker = ordinals.incrementAndGet();
        tailNextOffset = 0;
    }

    long tailNextOffset() {
        return tailNextOffset;
    }

    void tailNextOffset(long nextOffset) {
        tailNextOffset = nextOffset;
    }
}
