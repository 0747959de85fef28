package org.accrual.query.views;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKeys;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How this service gets at the log: reading only. */
@Component
final class LogSource {
    /** A batch of the views: small enough to be written in a moment. */
    private static final int RECORDS_PER_BATCH = 500;
    /** Kafka's own least: how long a killed instance keeps its partitions from the others. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_MS = 2_000;
    /** A frozen broker is given up after that time, and another asked. */
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    private final String topic;
    private final Map<String, Object> clientProperties;
    private final Path masterKeyFile;

    /** @param environment in which {@code accrual.kafka.client.*} is what else every client of Kafka needs (TLS, SASL) */
    @Autowired
    LogSource(
            @Value("${accrual.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${accrual.master-key-file}") Path masterKeyFile,
            Environment environment) {
        this(LogTopics.STUDY_EVENTS.topicName(), clientProperties(bootstrapServers, environment), masterKeyFile);
    }

    /** @param clientProperties at least {@code bootstrap.servers} */
    LogSource(String topic, Map<String, Object> clientProperties, Path masterKeyFile) {
        this.topic = topic;
        this.clientProperties = clientProperties;
        this.masterKeyFile = masterKeyFile;
    }

    private static Map<String, Object> clientProperties(String bootstrapServers, Environment environment) {
        Map<String, Object> properties = new HashMap<>(Binder.get(environment)
                .bind("accrual.kafka.client", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of()));
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    String topic() {
        return topic;
    }

    /** A member of a group; where it begins in each partition is for the caller to say. */
    Consumer<byte[], byte[]> member(String group) {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        return new KafkaConsumer<>(properties);
    }

    /** A reader on its own, for partitions that the caller assigns. */
    Consumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(properties());
    }

    /** The topic's partitions; 0 while it does not exist. */
    int partitions(Consumer<?, ?> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        return partitions == null ? 0 : partitions.size();
    }

    /** Begins to follow the patients' keys. @throws KafkaException if the master key can't be read */
    PatientKeys patientKeys() {
        try {
            return new PatientKeys(clientProperties, MasterKey.fromFile(masterKeyFile));
        } catch (IOException e) {
            throw new KafkaException("the master key can't be read: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // The position is kept with the documents, and one that the log does not have is lost data, not a new start.
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_BATCH);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return properties;
    }
}
