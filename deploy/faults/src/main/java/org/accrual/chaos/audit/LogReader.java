package org.accrual.chaos.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A plain consumer that reads a topic from its start to the end that it has at the time. */
public final class LogReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);

    private LogReader() {}

    /**
     * Reads on from where the reading is.
     *
     * @throws IllegalStateException if the end is not reached in time
     */
    public static void readToEnd(String bootstrapServers, String topic, Reading reading) {
        List<TopicPartition> partitions = IntStream.range(0, reading.partitions())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            consumer.assign(partitions);
            partitions.forEach(p -> consumer.seek(p, reading.next(p.partition())));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, GIVE_UP_AFTER);
            long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
            while (!ends.entrySet().stream()
                    .allMatch(end -> reading.next(end.getKey().partition()) >= end.getValue())) {
                consumer.poll(POLL).forEach(reading::read);
                if (System.nanoTime() > deadline)
                    throw new IllegalStateException("the log's end at " + ends + " is not reached");
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_uncommitted",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.CHECK_CRCS_CONFIG,
                        true),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
