package org.accrual.command.eventstore.writer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Malformed;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * All chains of one partition, as one instance writes and reads them. Not thread-safe; whoever owns it guards it by one
 * lock, under which answers and outcomes are called too: they must neither block nor call back.
 */
public final class Writer {
    private final String topic;
    private final WriterContext context;
    private final Function<LogRecord, List<EventLabel>> labels;
    private final Map<ChainKey, ChainWriter> chains = new HashMap<>();
    private final Set<ChainWriter> busy = new LinkedHashSet<>();
    private final List<HistoryEvent> events = new ArrayList<>();
    private boolean closed;

    /**
     * @param ordinals numbers the events of all partitions of this instance in the order in which they are read
     * @param labels of a record's events, in order; never empty, never looks into an encrypted payload
     */
    public Writer(
            String topic,
            Log log,
            WriterClock clock,
            WriterLimits limits,
            WriterCounters counters,
            AtomicLong ordinals,
            Function<LogRecord, List<EventLabel>> labels) {
        this.topic = topic;
        this.context = new WriterContext(log, clock, limits, counters, ordinals);
        this.labels = labels;
    }

    /** @param answer called exactly once, perhaps before this returns */
    public void append(Draft draft, Consumer<AppendResult> answer) {
        if (closed) {
            answer.accept(new AppendResult.Unavailable("this service is stopping"));
            return;
        }
        ChainWriter chain = chain(draft.chain());
        chain.append(draft, answer);
        if (!chain.isIdle()) busy.add(chain);
    }

    /** Takes what stands at the next offset of the partition. Call {@link #settle} after a batch of them. */
    public void read(LogEntry entry) {
        context.tailNextOffset(entry.offset() + 1);
        switch (entry) {
            case LogRecord record -> events.addAll(chain(record.key()).read(record, labels.apply(record)));
            case Malformed _ -> context.counters().malformed.increment();
        }
    }

    /** Everything before this offset has been read. */
    public long nextOffset() {
        return context.tailNextOffset();
    }

    /** Acts on what was read and on what has become due; call it after each batch, and every few milliseconds while busy. */
    public void settle() {
        busy.forEach(ChainWriter::settle);
        busy.removeIf(ChainWriter::isIdle);
    }

    /** Whether anything waits for the log or for time. */
    public boolean isBusy() {
        return !busy.isEmpty();
    }

    /** The log lost records that were read: forget everything; the partition is read anew from its start. */
    public void truncated() {
        context.counters().truncations.increment();
        List<ChainWriter> lost = List.copyOf(chains.values());
        chains.clear();
        busy.clear();
        events.clear();
        context.beginHistory();
        lost.forEach(ChainWriter::abandon);
    }

    /** Answers everyone who waits, and from now on turns everyone away. */
    public void close() {
        closed = true;
        busy.forEach(ChainWriter::close);
        busy.clear();
    }

    /** The record of a command, if the tail has read it. */
    public Optional<LogRecord> find(ChainKey chain, CommandKey command) {
        return Optional.ofNullable(chains.get(chain)).flatMap(c -> c.history().find(command));
    }

    /** The last record of a subject, as far as the tail has read. */
    public Optional<LogRecord> lastOf(ChainKey chain, String subject) {
        return Optional.ofNullable(chains.get(chain)).flatMap(c -> c.history().last(subject));
    }

    /**
     * A chain's events that meet the criteria, from an ordinal on, in order.
     *
     * @throws HistoryLost if the ordinal, but 0, belongs to a history that a truncation of the log has ended
     */
    public List<HistoryEvent> find(ChainKey chain, EventCriteria criteria, long fromOrdinal) {
        if (fromOrdinal > 0 && fromOrdinal < context.firstMarker()) throw new HistoryLost();
        ChainWriter found = chains.get(chain);
        return found == null ? List.of() : found.history().find(criteria, fromOrdinal);
    }

    /** Every event read since the history's beginning, in order; a view, valid under the lock. */
    public List<HistoryEvent> events() {
        return events;
    }

    /** Proposals not yet read back. */
    public int inFlight() {
        return busy.stream().mapToInt(ChainWriter::inFlight).sum();
    }

    private ChainWriter chain(ChainKey key) {
        return chains.computeIfAbsent(key, k -> new ChainWriter(context, ChainHead.genesis(topic, k)));
    }
}
