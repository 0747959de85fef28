package org.accrual.query.views.follow;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.accrual.log.format.LogPosition;
import org.accrual.log.keys.KeysUnavailableException;
import org.accrual.log.keys.PatientKeys;
import org.accrual.query.views.Sections;
import org.accrual.query.views.fold.Fold;
import org.accrual.query.views.fold.Unfoldable;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.query.views.store.ViewStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects the log into one generation of the views, on a thread of its own, as a member of that generation's consumer
 * group. A partition that can't go on stops and is said to have stopped; the others go on.
 */
final class ProjectionLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final String GROUPS = "accrual-views";
    private static final Duration POLL_MAX = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN_WITHIN = Duration.ofSeconds(1);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final LogSource source;
    private final ViewStore store;
    private final Sections sections;
    private final String group;
    private final Runnable moved;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final Map<Integer, PartitionProjection> projections = new HashMap<>();
    private final SortedMap<Integer, String> stopped = new ConcurrentSkipListMap<>();
    private final Map<Integer, Long> voids = new ConcurrentHashMap<>();
    private volatile Consumer<byte[], byte[]> current;
    private volatile String trouble = "the log has not been reached yet";
    private volatile LogPosition target;

    /**
     * Starts at once.
     *
     * @param viewSet names the database's views
     * @param moved told after every write
     */
    ProjectionLoop(LogSource source, ViewStore store, Sections sections, String viewSet, Runnable moved) {
        this.group = String.join(".", GROUPS, viewSet, Integer.toString(store.generation()));
        this.source = source;
        this.store = store;
        this.sections = sections;
        this.moved = moved;
        this.thread =
                Thread.ofPlatform().name("views-" + store.generation()).daemon().start(this::run);
    }

    /** Partitions that have stopped here, with the reason as a sentence that names topic, partition and offset. */
    SortedMap<Integer, String> stopped() {
        return stopped;
    }

    /** Why nothing moves at the moment, if that is so; it is tried again. */
    Optional<String> trouble() {
        return thread.isAlive() ? Optional.ofNullable(trouble) : Optional.of("the projection's thread has died");
    }

    /** Void and malformed records in the partitions read here. */
    long voids() {
        return voids.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether the views hold what the log held when this loop began; false until that is known. */
    boolean hasCaughtUp() {
        LogPosition end = target;
        return end != null && store.position().covers(end);
    }

    @Override
    public void close() {
        // No interrupt: the consumer shall still say good-bye to its group, or its partitions wait for the others.
        closing.countDown();
        Consumer<byte[], byte[]> reading = current;
        if (reading != null) reading.wakeup();
        try {
            thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void run() {
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> consumer = source.member(group);
                    PatientKeys keys = source.patientKeys()) {
                current = consumer;
                follow(consumer, keys);
            } catch (RuntimeException e) {
                if (!isClosed()) failed("the views can't follow the log; will begin anew", e);
            } finally {
                forget();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, PatientKeys keys) {
        int partitionCount = partitions(consumer);
        target = end(consumer, partitionCount);
        var fold = new Fold(source.topic(), partitionCount, store, sections, keys);
        var assignment = new Assignment(consumer, fold, partitionCount);
        consumer.subscribe(List.of(source.topic()), assignment);
        trouble = null;
        long lookedAtNanos = System.nanoTime();
        while (!isClosed()) {
            if (System.nanoTime() - lookedAtNanos > LOOK_AGAIN_EVERY.toNanos()) {
                assignment.lookAgain();
                lookedAtNanos = System.nanoTime();
            }
            ConsumerRecords<byte[], byte[]> records = poll(consumer);
            for (TopicPartition partition : records.partitions())
                project(consumer, partition, records.records(partition));
        }
    }

    /** The topic is made by whoever writes it; until then there is nothing to show. */
    private int partitions(Consumer<byte[], byte[]> consumer) {
        int count = source.partitions(consumer);
        if (count == 0) throw new KafkaException("the topic " + source.topic() + " does not exist yet");
        return count;
    }

    private LogPosition end(Consumer<byte[], byte[]> consumer, int partitionCount) {
        var partitions = IntStream.range(0, partitionCount)
                .mapToObj(partition -> new TopicPartition(source.topic(), partition))
                .toList();
        // Kafka's client warns when it is asked about partitions that are not its own.
        consumer.assign(partitions);
        LogPosition end = LogPosition.START;
        for (var entry : consumer.endOffsets(partitions).entrySet())
            end = end.with(entry.getKey().partition(), entry.getValue());
        consumer.unsubscribe();
        return end;
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL_MAX);
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(partition -> {
                PartitionProgress progress =
                        projections.get(partition.partition()).progress();
                stop(
                        consumer,
                        partition,
                        new LostData(source.topic(), partition.partition(), progress.next(), e.getMessage()));
            });
            return ConsumerRecords.empty();
        }
    }

    private void project(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        PartitionProjection projection = projections.get(partition.partition());
        try {
            projection.take(records);
            stopped.remove(partition.partition());
            trouble = null;
        } catch (Unfoldable | LostData e) {
            stop(consumer, partition, e);
        } catch (MongoException | KeysUnavailableException e) {
            // It will pass: the same records are read again.
            consumer.seek(partition, projection.readFrom());
            failed("the views wait at " + partition, e);
        }
        voids.put(partition.partition(), projection.progress().voids());
        moved.run();
    }

    private void stop(Consumer<byte[], byte[]> consumer, TopicPartition partition, RuntimeException reason) {
        if (!reason.getMessage().equals(stopped.put(partition.partition(), reason.getMessage())))
            LOG.error("{} is not projected any further", partition, reason);
        consumer.pause(List.of(partition));
        // Paused, it reads nothing from there; a position that the log does not have would fail every poll.
        consumer.seek(partition, 0);
    }

    private void failed(String what, RuntimeException e) {
        LOG.warn(what, e);
        trouble = what + ": " + e.getMessage();
        try {
            closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("nobody interrupts this thread", unexpected);
        }
    }

    private void forget() {
        current = null;
        projections.clear();
        stopped.clear();
        voids.clear();
    }

    /** Partitions come and go with the group's other members; each begins where its documents stand. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;
        private final Fold fold;
        private final int partitionCount;

        Assignment(Consumer<byte[], byte[]> consumer, Fold fold, int partitionCount) {
            this.consumer = consumer;
            this.fold = fold;
            this.partitionCount = partitionCount;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) begin(partition, ends.get(partition));
        }

        /**
         * What stopped a partition may have ended: a broker that the others had left behind told of an older log, or a
         * patient's key was missing.
         */
        void lookAgain() {
            if (stopped.isEmpty()) return;
            List<TopicPartition> partitions = stopped.keySet().stream()
                    .map(partition -> new TopicPartition(source.topic(), partition))
                    .toList();
            try {
                consumer.endOffsets(partitions, LOOK_AGAIN_WITHIN).forEach(this::begin);
            } catch (RetriableException e) {
                LOG.debug("nobody says where {} end", partitions, e);
            }
        }

        private void begin(TopicPartition partition, long end) {
            var projection = new PartitionProjection(
                    source.topic(), store, fold, partitionCount, store.progress(partition.partition()));
            projections.put(partition.partition(), projection);
            try {
                projection.requireEnd(end);
                consumer.seek(partition, projection.readFrom());
                consumer.resume(List.of(partition));
            } catch (LostData e) {
                stop(consumer, partition, e);
            }
        }

        /** Nothing is under way between polls, so nothing has to be finished. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                projections.remove(partition.partition());
                stopped.remove(partition.partition());
                voids.remove(partition.partition());
            }
        }
    }
}
