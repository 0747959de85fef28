package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accrual.command.eventstore.writer.Writer;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.LogGapException;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.RecordParser;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OffsetNotAvailableException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownLeaderEpochException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition from its start and goes on for ever: the only source of what the writers know. It seeks by
 * itself; a log that has lost what was read before is noticed, announced, and read anew.
 */
final class Tail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL_MAX = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    /** After a failure, polls that bring nothing must go well for longer than a broker may keep a fetch waiting. */
    private static final Duration SOUND_AFTER = Duration.ofSeconds(1);

    /** Who was left behind by the others hears of it sooner than that; unless there are no others any more. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
    /** A frozen leader holds the tail up for as long as this, so it is short. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private static final int METADATA_MAX_AGE_MS = 5_000;

    private static final int RECORDS_PER_POLL = 2_000;

    private final List<GuardedWriter> writers;
    private final Readiness readiness;
    private final Leadership leadership;
    private final Runnable afterBatch;
    private final Duration patience;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordParser parser;
    private final Map<TopicPartition, Place> places = new HashMap<>();
    private final Thread thread;
    /** Of the first and the last of some failures, one soon after the other; 0 if there was none. */
    private long outdatedSinceNanos;

    private long outdatedAtNanos;
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    /** How far one partition was read, and how far it reached when reading it (anew) began. */
    private static final class Place {
        private long next;
        /** Of the last record's leader. */
        private volatile Optional<Integer> leaderEpoch = Optional.empty();

        private long catchUpTo;
        private boolean behind = true;
    }

    /**
     * @param afterBatch called when new records have been handed to the writers
     */
    Tail(
            StoreSettings settings,
            List<GuardedWriter> writers,
            Readiness readiness,
            Leadership leadership,
            Runnable afterBatch) {
        this(settings, writers, readiness, leadership, afterBatch, PATIENCE, () -> kafkaConsumer(settings));
    }

    Tail(
            StoreSettings settings,
            List<GuardedWriter> writers,
            Readiness readiness,
            Leadership leadership,
            Runnable afterBatch,
            Duration patience,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
        this.writers = writers;
        this.readiness = readiness;
        this.leadership = leadership;
        this.patience = patience;
        this.afterBatch = afterBatch;
        this.parser = new RecordParser(new Partitioning(settings.partitions()));
        IntStream.range(0, settings.partitions())
                .forEach(p -> places.put(new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), p), new Place()));
        readiness.begin(places.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet()));
        this.thread = Thread.ofPlatform().name("log-tail").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The newest leader's of whom a record was read and stands; -1 if there is none. */
    int leaderEpoch(int partition) {
        return places.get(new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), partition))
                .leaderEpoch
                .orElse(RecordBatch.NO_PARTITION_LEADER_EPOCH);
    }

    private void run() {
        try {
            while (!closed) readAsLongAsItGoes();
        } finally {
            if (!closed) readiness.tail("the log is not read any more", true);
        }
    }

    private void readAsLongAsItGoes() {
        try (Consumer<byte[], byte[]> c = consumers.get()) {
            consumer = c;
            begin(c);
            long begunAtNanos = System.nanoTime();
            while (!closed) follow(c, begunAtNanos);
        } catch (WakeupException | InterruptException e) {
            LOG.debug("the tail is woken up to end");
        } catch (RuntimeException e) {
            LOG.warn("the log can't be read; trying again", e);
            readiness.tail("the log can't be read: " + reason(e), closes(e));
            pause();
        }
    }

    private static String reason(RuntimeException e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    /** A broker that is silent may come back within a command's time; what lacks or is forbidden will not. */
    private static boolean closes(RuntimeException e) {
        return !(e instanceof RetriableException);
    }

    private static Consumer<byte[], byte[]> kafkaConsumer(StoreSettings settings) {
        return KafkaClients.reader(
                settings.clientProperties(),
                ANSWER_WITHIN,
                Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        RECORDS_PER_POLL,
                        // A leader that was cut off from its cluster does not say that it leads no more; others do.
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        METADATA_MAX_AGE_MS,
                        ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                        200,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        200));
    }

    /**
     * Places the consumer where reading ended. A partition that ends before that need not have lost data: this is the
     * high watermark, which may lag behind what was read; the next poll tells.
     */
    private void begin(Consumer<byte[], byte[]> c) {
        c.assign(places.keySet());
        Map<TopicPartition, Long> starts = c.beginningOffsets(places.keySet());
        Map<TopicPartition, Long> ends = c.endOffsets(places.keySet());
        places.forEach((partition, place) -> {
            if (starts.get(partition) > 0)
                throw new LogGapException(partition.topic(), partition.partition(), 0, starts.get(partition));
            if (place.behind) place.catchUpTo = ends.get(partition);
            seek(c, partition, place);
            noteProgress(partition, place);
        });
    }

    private static void seek(Consumer<byte[], byte[]> c, TopicPartition partition, Place place) {
        // With the epoch, the broker can tell when the log was cut and has grown again since.
        c.seek(partition, new OffsetAndMetadata(place.next, place.leaderEpoch, ""));
    }

    private void follow(Consumer<byte[], byte[]> c, long begunAtNanos) {
        try {
            ConsumerRecords<byte[], byte[]> records = c.poll(POLL_MAX);
            for (TopicPartition partition : records.partitions()) take(partition, records.records(partition));
            if (!records.isEmpty() || System.nanoTime() - begunAtNanos > SOUND_AFTER.toNanos()) readiness.tailReads();
            if (records.isEmpty()) lookHowFarToGo(c);
            else afterBatch.run();
        } catch (OffsetOutOfRangeException e) {
            readAnew(c, e);
        }
    }

    /** A log that is cut while it is being read may never reach the end that it had: who waits for it would wait for ever. */
    private void lookHowFarToGo(Consumer<byte[], byte[]> c) {
        List<TopicPartition> behind =
                places.keySet().stream().filter(p -> places.get(p).behind).toList();
        if (behind.isEmpty()) return;
        c.endOffsets(behind).forEach((partition, end) -> {
            Place place = places.get(partition);
            place.catchUpTo = Math.min(place.catchUpTo, end);
            noteProgress(partition, place);
        });
    }

    private void readAnew(Consumer<byte[], byte[]> c, OffsetOutOfRangeException e) {
        // Only who knows the leader's epoch from which was read can tell where its records end.
        Set<TopicPartition> diverging =
                e instanceof LogTruncationException cut ? cut.divergentOffsets().keySet() : Set.of();
        e.partitions().forEach(partition -> {
            Place place = places.get(partition);
            truncated(partition, place, endOfTheRest(partition, place, diverging.contains(partition)));
            seek(c, partition, place);
            noteProgress(partition, place);
        });
    }

    /**
     * Where a partition ends that seems to have lost records.
     *
     * @param diverges whether it goes on with others
     * @throws RetriableException if it has lost none, as far as anyone can tell: whoever said so leads no more
     */
    private long endOfTheRest(TopicPartition partition, Place place, boolean diverges) {
        int read = leaderEpoch(partition.partition());
        LogEnd end = leadership.end(partition.partition(), read);
        if (end.isOutdated(read))
            throw outdated(
                    "%s was read to %d, from a leader of epoch %d; a broker that takes itself for its leader, of epoch %d, says that it ends at %d"
                            .formatted(partition, place.next, read, end.leaderEpoch(), end.offset()));
        if (!diverges && end.offset() >= place.next)
            throw new OffsetNotAvailableException("%s seemed to end before %d, and its leader says that it ends at %d"
                    .formatted(partition, place.next, end.offset()));
        return end.offset();
    }

    private RuntimeException outdated(String what) {
        long now = System.nanoTime();
        if (outdatedSinceNanos == 0 || now - outdatedAtNanos > patience.toNanos() / 2) outdatedSinceNanos = now;
        outdatedAtNanos = now;
        if (now - outdatedSinceNanos < patience.toNanos() || !leadership.hasQuorum())
            return new UnknownLeaderEpochException(what);
        LOG.error("ALARM: {}, and so do all others: the whole cluster was set back", what);
        return new IllegalStateException(
                what + ", as if the whole cluster was set back: restart this service if it was");
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Place place = places.get(partition);
        writers.get(partition.partition()).change(writer -> {
            records.forEach(record -> take(writer, place, record));
            writer.settle();
        });
        noteProgress(partition, place);
    }

    private void take(Writer writer, Place place, ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() != place.next)
            throw new LogGapException(record.topic(), record.partition(), place.next, record.offset());
        writer.read(parser.parse(record));
        place.next = record.offset() + 1;
        place.leaderEpoch = record.leaderEpoch();
    }

    private void noteProgress(TopicPartition partition, Place place) {
        if (place.behind && place.next >= place.catchUpTo) {
            place.behind = false;
            readiness.caughtUp(partition.partition());
        }
    }

    /** The log has lost records that were read: all that is known of the partition is of another generation. */
    private void truncated(TopicPartition partition, Place place, long end) {
        LOG.error(
                "ALARM: {} was read to {} and has lost records since; it ends at {}. Reading it anew",
                partition,
                place.next,
                end);
        readiness.begin(Set.of(partition.partition()));
        place.next = 0;
        place.leaderEpoch = Optional.empty();
        place.catchUpTo = end;
        place.behind = true;
        writers.get(partition.partition()).change(Writer::truncated);
    }

    private synchronized void pause() {
        try {
            if (!closed) wait(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Consumer<byte[], byte[]> c = consumer;
        if (c != null) c.wakeup();
        if (thread.getState() == Thread.State.NEW) return;
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
