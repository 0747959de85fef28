package org.accrual.query.views.follow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKeys;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
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
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final String topic;
    private final Map<String, Object> clientProperties;
    private final Path masterKeyFile;

    /**
     * @param environment in which {@code accrual.kafka.reader.*}, or else {@code accrual.kafka.client.*}, is what Kafka's
     *     clients need beside the address (TLS, SASL): in one process with the command service they sign in apart
     */
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
        Bindable<Map<String, String>> properties = Bindable.mapOf(String.class, String.class);
        Binder settings = Binder.get(environment);
        Map<String, String> client =
                settings.bind("accrual.kafka.client", properties).orElse(Map.of());
        return KafkaClients.connection(
                bootstrapServers,
                settings.bind("accrual.kafka.reader", properties).orElse(client));
    }

    String topic() {
        return topic;
    }

    /** A member of a group; where it begins in each partition is for the caller to say. */
    Consumer<byte[], byte[]> member(String group) {
        return reader(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, group,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS));
    }

    /** A reader on its own, for partitions that the caller assigns. */
    Consumer<byte[], byte[]> reader() {
        return reader(Map.of());
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

    /** The position is kept with the documents, and one that the log does not have is lost data, not a new start. */
    private Consumer<byte[], byte[]> reader(Map<String, Object> further) {
        Map<String, Object> properties = new HashMap<>(further);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_BATCH);
        return KafkaClients.reader(clientProperties, ANSWER_WITHIN, properties);
    }
}
