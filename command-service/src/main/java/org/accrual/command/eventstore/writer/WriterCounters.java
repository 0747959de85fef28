package org.accrual.command.eventstore.writer;

import java.util.concurrent.atomic.LongAdder;

/** What the writers have met since they began, for meters to read; decides nothing. */
public final class WriterCounters {
    /** Records that became history, whoever wrote them. */
    public final LongAdder accepted = new LongAdder();

    /** Well-formed records that lost their race, came twice or too late. */
    public final LongAdder voids = new LongAdder();

    /** Records that no reader takes into any history. */
    public final LongAdder malformed = new LongAdder();

    /** Proposals chained again because another record took the head. */
    public final LongAdder rechains = new LongAdder();

    /** Copies sent beyond the first. */
    public final LongAdder resends = new LongAdder();

    /** Appends whose decision had become stale. */
    public final LongAdder conflicts = new LongAdder();

    /** Appends whose command was recorded before. */
    public final LongAdder duplicates = new LongAdder();

    /** Appends whose caller was told that the outcome is unknown. */
    public final LongAdder unknowns = new LongAdder();

    /** Times that the log turned out to have lost records that were read before. */
    public final LongAdder truncations = new LongAdder();
}
