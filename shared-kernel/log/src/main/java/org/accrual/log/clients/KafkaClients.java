package org.accrual.log.clients;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The one place that makes Kafka's clients and their properties. What holds for every client of a log is said here; who
 * asks for one says how long it may wait and what is its own.
 *
 * <p>A <em>connection</em> is what every client of one Kafka needs to reach it and be let in: at least
 * {@code bootstrap.servers}, and what a guarded one asks for ({@code security.protocol}, {@code sasl.*}, {@code ssl.*}).
 */
public final class KafkaClients {
    private KafkaClients() {}

    /** A connection. @param further what the Kafka asks for beside its address; may be empty */
    public static Map<String, Object> connection(String bootstrapServers, Map<String, ?> further) {
        Map<String, Object> connection = new HashMap<>(further);
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return Map.copyOf(connection);
    }

    /** What a file in the form of Kafka's {@code client.properties} says. @throws IOException if it can't be read */
    public static Map<String, Object> fromFile(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        Map<String, Object> properties = new HashMap<>();
        read.forEach((name, value) -> properties.put((String) name, value));
        return Map.copyOf(properties);
    }

    /**
     * A reader of the log. It begins where it is told to, sees every record, and makes no topic: one that has gone is a
     * loss, and must not spring up again, empty.
     *
     * @param answerWithin how long a broker may be silent before another is asked
     * @param further what this reader sets of its own; may be empty
     */
    public static KafkaConsumer<byte[], byte[]> reader(
            Map<String, Object> connection, Duration answerWithin, Map<String, Object> further) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds(answerWithin));
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds(answerWithin));
        properties.putAll(further);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A writer, whose records are acknowledged by all replicas in sync and never stand twice by its own repetition.
     *
     * @param answerWithin how long a broker may be silent before another is asked
     * @param deliverWithin after which a record counts as not delivered; longer than {@code answerWithin}
     * @param blockAtMost how long a send may hold up its caller while no leader is known
     * @param further what this writer sets of its own; may be empty
     */
    public static KafkaProducer<byte[], byte[]> writer(
            Map<String, Object> connection,
            Duration answerWithin,
            Duration deliverWithin,
            Duration blockAtMost,
            Map<String, Object> further) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds(answerWithin));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, milliseconds(deliverWithin));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, milliseconds(blockAtMost));
        properties.putAll(further);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param answerWithin after which a question counts as not answered */
    public static Admin admin(Map<String, Object> connection, Duration answerWithin, Map<String, Object> further) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, milliseconds(answerWithin));
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds(answerWithin));
        properties.putAll(further);
        return Admin.create(properties);
    }

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
