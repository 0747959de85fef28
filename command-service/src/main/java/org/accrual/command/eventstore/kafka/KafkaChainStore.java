package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.accrual.command.eventstore.writer.AppendResult;
import org.accrual.command.eventstore.writer.CommandKey;
import org.accrual.command.eventstore.writer.Draft;
import org.accrual.command.eventstore.writer.EventLabel;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.command.eventstore.writer.HistoryLost;
import org.accrual.command.eventstore.writer.Log;
import org.accrual.command.eventstore.writer.Writer;
import org.accrual.command.eventstore.writer.WriterClock;
import org.accrual.command.eventstore.writer.WriterCounters;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Partitioning;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.common.KafkaException;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compare-and-append on hash chains in one Kafka topic, and the history that it makes. Works from the first moment on,
 * whatever Kafka is doing: until the history has been read, appends are answered as unavailable.
 */
public final class KafkaChainStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaChainStore.class);
    /** Appends not yet answered, over all chains. */
    private static final int OPEN_MAX = 16_384;

    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration CATCH_UP_WITHIN = Duration.ofSeconds(6);

    private final Partitioning partitioning;
    private final Readiness readiness = new Readiness();
    private final WriterCounters counters = new WriterCounters();
    private final AtomicLong ordinals = new AtomicLong();
    private final Semaphore open = new Semaphore(OPEN_MAX);
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks;
    private final List<GuardedWriter> writers;
    private final ProducerLog producer;
    private final Tail tail;
    private final Topics topics;
    private final Watch watch;

    /**
     * Begins at once to prepare topics and to read.
     *
     * @param signer of what is written
     * @param labels see {@link Writer}
     */
    public KafkaChainStore(
            StoreSettings settings,
            WriterLimits limits,
            RecordSigner signer,
            Function<LogRecord, List<EventLabel>> labels) {
        partitioning = new Partitioning(settings.partitions());
        producer = new ProducerLog(settings.clientProperties(), signer, limits.answerWithin(), readiness::sender);
        WriterClock clock = WriterClock.ofSystem();
        writers = IntStream.range(0, settings.partitions())
                .mapToObj(p -> new GuardedWriter(
                        (proposal, outcome) -> producer.send(p, proposal, outcome),
                        log -> writer(log, clock, limits, labels)))
                .toList();
        topics = new Topics(settings);
        tail = new Tail(settings, writers, readiness, topics, this::tellListeners);
        watch = new Watch(topics, readiness, tail::start);
        ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("log-ticks").daemon().factory());
        ticks.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever goes wrong: a schedule that has thrown is over, and nothing would ever be sent again or expire. */
    private void tick() {
        try {
            writers.forEach(GuardedWriter::tick);
            readiness.settling(null);
        } catch (RuntimeException e) {
            LOG.error("what is due can't be done", e);
            readiness.settling("what is due can't be done: " + e);
        }
    }

    /** None of them keeps the log from being read, or the others from hearing of it. */
    private void tellListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("a listener failed", e);
            }
        }
    }

    private Writer writer(
            Log log, WriterClock clock, WriterLimits limits, Function<LogRecord, List<EventLabel>> labels) {
        return new Writer(LogTopics.STUDY_EVENTS.topicName(), log, clock, limits, counters, ordinals, labels);
    }

    public Readiness readiness() {
        return readiness;
    }

    public WriterCounters counters() {
        return counters;
    }

    /** Why nothing can be appended to or sourced from a chain at the moment; empty if it can. */
    public Optional<String> whyClosed(ChainKey chain) {
        return readiness.whyClosed(partitioning.partitionOf(chain));
    }

    /** Never fails; completes on a thread of its own, within the writer's limits. */
    public CompletableFuture<AppendResult> append(Draft draft) {
        ChainKey chain = draft.record().key();
        Optional<String> closed = whyClosed(chain);
        if (closed.isPresent()) return CompletableFuture.completedFuture(new AppendResult.Unavailable(closed.get()));
        if (!open.tryAcquire())
            return CompletableFuture.completedFuture(new AppendResult.Unavailable("too many commands wait"));
        CompletableFuture<AppendResult> answer = new CompletableFuture<>();
        writer(chain)
                .change(w -> w.append(draft, result -> {
                    open.release();
                    complete(answer, result);
                }));
        return answer;
    }

    private void complete(CompletableFuture<AppendResult> answer, AppendResult result) {
        try {
            answers.execute(() -> answer.complete(result));
        } catch (RejectedExecutionException closed) {
            answer.complete(result);
        }
    }

    /**
     * Waits until everything has been read that the chain's partition held when this was called: what any instance had
     * told anyone of the chain by then is known here afterwards. Other partitions may be without a leader meanwhile.
     *
     * @return whether it is; false if Kafka did not say in time how far the log reaches, or could not be read that far,
     *     or if those who said so may be left behind by the others
     */
    public boolean catchUp(ChainKey chain) {
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        int partition = partitioning.partitionOf(chain);
        try {
            LogEnd end = topics.end(partition, tail.leaderEpoch(partition));
            // Asked afterwards: who was left behind may have learned of it in between.
            if (!topics.hasQuorum() || end.isOutdated(tail.leaderEpoch(partition))) return false;
            Runnable look = () -> {
                if (hasRead(partition, end.offset())) caughtUp.complete(null);
            };
            Runnable stopListening = onNewEvents(look);
            try {
                look.run();
                caughtUp.get(CATCH_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } finally {
                stopListening.run();
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Whether a majority of Kafka's controllers answers, or nobody may ask them. Without one, whoever answers may have
     * been left behind by others. Waits for some seconds at most.
     */
    public boolean hasQuorum() {
        return topics.hasQuorum();
    }

    private boolean hasRead(int partition, long end) {
        return writers.get(partition).read(Writer::nextOffset) >= end;
    }

    /** The record of a command, as far as the tail has read. */
    public Optional<LogRecord> find(ChainKey chain, CommandKey command) {
        return writer(chain).read(w -> w.find(chain, command));
    }

    /** The id of the key of a patient's last event; empty if no event of the patient was read. */
    public Optional<String> lastKeyId(ChainKey chain, String patient) {
        return writer(chain)
                .read(w -> w.lastOf(chain, patient))
                .map(r -> r.attributes().keyId());
    }

    /** What a decision rests on: events in the order in which they were read, and the marker that names this state. */
    public record Sourced(List<HistoryEvent> events, long marker) {}

    /**
     * Events of some chains that meet the criteria, from an ordinal on.
     *
     * @throws HistoryLost if what was read before that ordinal is history no more
     */
    public Sourced source(Collection<ChainKey> chains, EventCriteria criteria, long fromOrdinal) {
        // Taken first: what is read afterwards may be newer, and a condition with this marker still covers it.
        long marker = marker();
        List<HistoryEvent> events = new ArrayList<>();
        for (ChainKey chain : chains) events.addAll(writer(chain).read(w -> w.find(chain, criteria, fromOrdinal)));
        if (chains.size() > 1) events.sort(Comparator.comparingLong(HistoryEvent::ordinal));
        return new Sourced(events, marker);
    }

    /** Just after everything that this instance has read. */
    public long marker() {
        return ordinals.get();
    }

    /** All events from an ordinal on, in the order in which this instance read them. */
    public List<HistoryEvent> events(long fromOrdinal, int maximum) {
        // Everything numbered below the marker already stands in its partition's list.
        long marker = marker();
        return writers.stream()
                .flatMap(w -> w.read(x -> slice(x.events(), fromOrdinal, maximum)).stream())
                .filter(e -> e.ordinal() < marker)
                .sorted(Comparator.comparingLong(HistoryEvent::ordinal))
                .limit(maximum)
                .toList();
    }

    private static List<HistoryEvent> slice(List<HistoryEvent> events, long fromOrdinal, int maximum) {
        int low = HistoryEvent.firstAt(events, fromOrdinal);
        return List.copyOf(events.subList(low, Math.min(events.size(), low + maximum)));
    }

    /** The ordinal of the first event recorded at the instant or later; {@link #marker()} if there is none. */
    public long firstOrdinalAt(Instant instant) {
        return writers.stream()
                .flatMap(w -> w
                        .read(x -> x.events().stream()
                                .filter(e -> !e.record().attributes().time().isBefore(instant))
                                .findFirst())
                        .stream())
                .mapToLong(HistoryEvent::ordinal)
                .min()
                .orElseGet(this::marker);
    }

    /** @return ends the listening */
    public Runnable onNewEvents(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Appends not yet answered. */
    public int open() {
        return OPEN_MAX - open.availablePermits();
    }

    /** Proposals not yet read back. */
    public int inFlight() {
        return sum(Writer::inFlight);
    }

    private int sum(ToIntFunction<Writer> number) {
        return writers.stream().mapToInt(w -> w.read(number::applyAsInt)).sum();
    }

    private GuardedWriter writer(ChainKey chain) {
        return writers.get(partitioning.partitionOf(chain));
    }

    /** Everyone who waits is answered first: nobody reads the log for them any more. */
    @Override
    public void close() {
        readiness.closing();
        writers.forEach(w -> w.change(Writer::close));
        watch.close();
        ticks.shutdownNow();
        tail.close();
        producer.close();
        answers.close();
    }
}
