package org.accrual.query.views.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogGapException;
import org.accrual.log.format.LogPosition;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Reading;
import org.accrual.query.views.LogUnavailable;
import org.accrual.query.views.store.Generations;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.study.words.StudyId;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/**
 * Reads the log again from its first record up to where the views stand, and compares each chain's head with the one
 * that the views have: whoever changed the log, or the views' account of it, has left two different heads.
 */
@Component
public final class ChainVerification {
    private static final Duration POLL_MAX = Duration.ofMillis(500);
    private static final Duration VERIFICATION_MAX = Duration.ofSeconds(30);
    private static final int AT_ONCE = 1;

    private final Generations generations;
    private final LogSource source;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ChainVerification(Generations generations, LogSource source) {
        this.generations = generations;
        this.source = source;
    }

    /**
     * What was found of one study.
     *
     * @param position up to which the log was read
     * @param records accepted in the study's chains
     * @param voids well-formed records of its chains that belong to no history
     * @param heads of its chains as read from the log, by key
     * @param broken sentences that name each chain or partition that is not as the views have it
     */
    public record Outcome(LogPosition position, long records, long voids, List<ChainHead> heads, List<String> broken) {}

    /** @throws LogUnavailable if it can't be read, takes longer than a question may, or is being verified already */
    public Outcome verify(StudyId study) {
        if (!places.tryAcquire()) throw new LogUnavailable("the log is being verified already", null);
        try (Consumer<byte[], byte[]> consumer = source.reader()) {
            return verify(study, consumer);
        } catch (KafkaException e) {
            throw new LogUnavailable("the log can't be read", e);
        } finally {
            places.release();
        }
    }

    private Outcome verify(StudyId study, Consumer<byte[], byte[]> consumer) {
        int partitions = source.partitions(consumer);
        if (partitions == 0) throw new LogUnavailable("the topic " + source.topic() + " does not exist", null);
        var reading = new Rereading(study, generations.shown().progress(), partitions);
        reading.read(consumer);
        return reading.outcome();
    }

    private final class Rereading {
        private final StudyId study;
        private final Map<Integer, PartitionProgress> stored = new TreeMap<>();
        private final int partitionCount;
        private final AcceptedLog log;
        private final List<String> broken = new ArrayList<>();
        private long records;
        private long voids;

        Rereading(StudyId study, List<PartitionProgress> progress, int partitionCount) {
            this.study = study;
            this.partitionCount = partitionCount;
            this.log = new AcceptedLog(source.topic(), partitionCount);
            for (int partition = 0; partition < partitionCount; partition++) log.begin(partition);
            progress.forEach(partition -> stored.put(partition.partition(), partition));
        }

        void read(Consumer<byte[], byte[]> consumer) {
            Map<TopicPartition, Long> unread = unread(consumer);
            consumer.assign(unread.keySet());
            unread.keySet().forEach(partition -> consumer.seek(partition, 0));
            long deadline = System.nanoTime() + VERIFICATION_MAX.toNanos();
            while (true) {
                unread.entrySet().removeIf(it -> log.nextOffset(it.getKey().partition()) >= it.getValue());
                if (unread.isEmpty()) return;
                if (System.nanoTime() > deadline) throw tooLong();
                read(consumer.poll(POLL_MAX), unread);
            }
        }

        /** How far to read each partition; what the log can't give any more is broken. */
        private Map<TopicPartition, Long> unread(Consumer<byte[], byte[]> consumer) {
            Map<TopicPartition, Long> unread = new HashMap<>();
            for (int partition = 0; partition < partitionCount; partition++)
                unread.put(new TopicPartition(source.topic(), partition), next(partition));
            consumer.assign(unread.keySet());
            consumer.beginningOffsets(unread.keySet()).forEach((partition, first) -> {
                if (first == 0) return;
                broken.add("%s begins at offset %d: what was before is lost".formatted(partition, first));
                unread.remove(partition);
            });
            unread.replaceAll((partition, next) -> Math.min(next, end(consumer, partition, next)));
            return unread;
        }

        private long next(int partition) {
            PartitionProgress progress = stored.get(partition);
            return progress == null ? 0 : progress.next();
        }

        private long end(Consumer<byte[], byte[]> consumer, TopicPartition partition, long next) {
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            if (end < next) broken.add("%s ends at offset %d, before %d".formatted(partition, end, next));
            return end;
        }

        private void read(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> unread) {
            for (TopicPartition partition : records.partitions())
                try {
                    for (ConsumerRecord<byte[], byte[]> record : records.records(partition))
                        if (record.offset() < unread.getOrDefault(partition, 0L)) count(log.read(record));
                } catch (LogGapException e) {
                    broken.add(e.getMessage());
                    unread.remove(partition);
                }
        }

        private static LogUnavailable tooLong() {
            return new LogUnavailable(
                    "verifying takes longer than " + VERIFICATION_MAX.toSeconds()
                            + " s: deploy/verify has all the time it needs",
                    null);
        }

        private void count(Reading reading) {
            switch (reading) {
                case Reading.AcceptedRecord(LogRecord record, ChainHead _) -> records += isOurs(record.key()) ? 1 : 0;
                case Reading.VoidRecord(LogRecord record) -> voids += isOurs(record.key()) ? 1 : 0;
                case Reading.MalformedRecord _ -> {}
            }
        }

        private boolean isOurs(ChainKey key) {
            return key.study().equals(study.value());
        }

        Outcome outcome() {
            Map<ChainKey, ChainHead> read = new TreeMap<>();
            Map<ChainKey, ChainHead> shown = new HashMap<>();
            LogPosition position = LogPosition.START;
            for (PartitionProgress partition : stored.values()) {
                position = position.with(partition.partition(), log.nextOffset(partition.partition()));
                log.heads(partition.partition()).forEach(head -> read.put(head.key(), head));
                partition.heads().forEach(head -> shown.put(head.key(), head));
            }
            read.keySet().removeIf(key -> !isOurs(key));
            shown.keySet().removeIf(key -> !isOurs(key));
            var keys = new java.util.TreeSet<>(read.keySet());
            keys.addAll(shown.keySet());
            for (ChainKey key : keys)
                if (!Objects.equals(read.get(key), shown.get(key)))
                    broken.add("the chain %s ends with %s, not with %s"
                            .formatted(key, hash(read.get(key)), hash(shown.get(key))));
            return new Outcome(position, records, voids, List.copyOf(read.values()), List.copyOf(broken));
        }

        private static String hash(ChainHead head) {
            return head == null ? "nothing" : head.hash().hex();
        }
    }
}
