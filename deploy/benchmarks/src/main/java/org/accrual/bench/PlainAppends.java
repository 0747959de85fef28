package org.accrual.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produce and read back, and nothing else: no condition, no chain. The floor under any event store on Kafka. */
class PlainAppends implements AutoCloseable {
    private static final Duration POLL_MAX = Duration.ofMillis(100);
    private static final int ANSWER_WITHIN_SECONDS = 30;
    private static final int NUMBER_BYTES = Long.BYTES;

    private final String topic;
    private final int partitions;
    private final int valueBytes;
    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final KafkaConsumer<byte[], byte[]> tail;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile boolean closed;

    PlainAppends(String bootstrap, String topic, int partitions, int valueBytes) {
        this(bootstrap, topic, partitions, valueBytes, "read_uncommitted");
    }

    PlainAppends(String bootstrap, String topic, int partitions, int valueBytes, String isolation) {
        this.topic = topic;
        this.partitions = partitions;
        this.valueBytes = valueBytes;
        producer = new KafkaProducer<>(
                producerProperties(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
        tail = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        tail.assign(all);
        tail.seekToBeginning(all);
        thread = Thread.ofPlatform().daemon().name("bench-tail").start(this::read);
    }

    static Map<String, Object> producerProperties(String bootstrap) {
        Map<String, Object> p = new HashMap<>();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        p.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1_024);
        return p;
    }

    /** Waits until the record is acknowledged and read back. */
    void append(int client) throws Exception {
        long number = numbers.incrementAndGet();
        CompletableFuture<Void> readBack = new CompletableFuture<>();
        waiting.put(number, readBack);
        byte[] value = ByteBuffer.allocate(valueBytes).putLong(number).array();
        send(new ProducerRecord<>(topic, client % partitions, new byte[NUMBER_BYTES], value));
        readBack.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends and waits for the acknowledgement. */
    void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        producer.send(record).get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private void read() {
        try (tail) {
            while (!closed) for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL_MAX)) done(record.value());
        } catch (WakeupException closing) {
            closed = true;
        }
    }

    private void done(byte[] value) {
        CompletableFuture<Void> readBack = waiting.remove(ByteBuffer.wrap(value).getLong());
        if (readBack != null) readBack.completeAsync(() -> null);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        tail.wakeup();
        thread.join();
        producer.close(Duration.ofSeconds(1));
    }
}
