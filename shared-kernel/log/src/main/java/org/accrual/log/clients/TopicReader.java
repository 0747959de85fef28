package org.accrual.log.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads topics once, from their first record to the end that they had when reading began: for audits and copies. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL_MAX = Duration.ofMillis(200);
    private static final Duration NO_PROGRESS_MAX = Duration.ofSeconds(30);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param clientProperties at least {@code bootstrap.servers} */
    public TopicReader(Map<String, Object> clientProperties) {
        this.consumer = KafkaClients.reader(clientProperties, ANSWER_WITHIN, Map.of());
    }

    /** The number of the topic's partitions; 0 if there is no such topic. */
    public int partitions(String topic) {
        return consumer.listTopics()
                .getOrDefault(topic, List.<PartitionInfo>of())
                .size();
    }

    /**
     * Hands over every record, each partition's in order.
     *
     * @return the end offset of every partition
     * @throws TimeoutException if Kafka does not answer, or nothing comes for half a minute
     * @throws UnreadableRecordException if a record's bytes were damaged
     */
    public Map<Integer, Long> read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        return read(topic, take, unreadable -> {
            throw unreadable;
        });
    }

    /**
     * The same, but a damaged record ends its own partition alone.
     *
     * @param damaged takes what can't be read
     */
    public Map<Integer, Long> read(
            String topic, Consumer<ConsumerRecord<byte[], byte[]>> take, Consumer<UnreadableRecordException> damaged) {
        Set<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long stalledAt = System.nanoTime() + NO_PROGRESS_MAX.toNanos();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            try {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_MAX);
                records.forEach(record -> handOver(record, ends, take));
                if (!records.isEmpty()) {
                    stalledAt = System.nanoTime() + NO_PROGRESS_MAX.toNanos();
                } else if (System.nanoTime() > stalledAt) {
                    throw new TimeoutException("no record of " + topic + " came for " + NO_PROGRESS_MAX);
                }
            } catch (KafkaException e) {
                UnreadableRecordException unreadable = located(partitions, ends, e);
                damaged.accept(unreadable);
                partitions.remove(unreadable.partition());
                consumer.assign(partitions);
                consumer.resume(partitions);
            }
        }
        return ends.entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    /** The client says only in prose where it stands, and says it again when it is asked for that partition. */
    private UnreadableRecordException located(
            Set<TopicPartition> partitions, Map<TopicPartition, Long> ends, KafkaException e) {
        if (saysUnreadable(e)) {
            for (TopicPartition partition : partitions) {
                long position = consumer.position(partition);
                if (position < ends.get(partition) && !isReadable(partition, position)) {
                    return new UnreadableRecordException(partition, position, e);
                }
            }
        }
        throw e;
    }

    /** All other errors have classes of their own. */
    private static boolean saysUnreadable(KafkaException e) {
        return e.getClass() == KafkaException.class;
    }

    private boolean isReadable(TopicPartition partition, long position) {
        consumer.pause(consumer.assignment());
        consumer.resume(List.of(partition));
        long stalledAt = System.nanoTime() + NO_PROGRESS_MAX.toNanos();
        try {
            while (consumer.poll(POLL_MAX).isEmpty()) {
                if (System.nanoTime() > stalledAt) {
                    throw new TimeoutException("no record of " + partition + " came for " + NO_PROGRESS_MAX);
                }
            }
            consumer.seek(partition, position);
            return true;
        } catch (KafkaException e) {
            if (saysUnreadable(e)) {
                return false;
            }
            throw e;
        }
    }

    /** What came after the end is left to the next reading, so that several readings can be compared. */
    private static void handOver(
            ConsumerRecord<byte[], byte[]> record,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> take) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
            take.accept(record);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
