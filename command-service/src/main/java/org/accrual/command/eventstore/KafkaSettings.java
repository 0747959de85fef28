package org.accrual.command.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The log's Kafka, {@code accrual.kafka.*}.
 *
 * @param bootstrapServers host:port, several with commas
 * @param partitions of the events' topic, fixed when it is created
 * @param replicas of each topic: 1 on a single node, 3 in a cluster
 * @param clusterId of the only Kafka cluster that may hold the log; null if whichever answers at the addresses is right
 * @param client further properties of every Kafka client, such as {@code security.protocol}; may be null
 */
@ConfigurationProperties("accrual.kafka")
public record KafkaSettings(
        String bootstrapServers, int partitions, int replicas, String clusterId, Map<String, String> client) {
    public StoreSettings store() {
        Map<String, Object> properties = new HashMap<>(client == null ? Map.of() : client);
        properties.put("bootstrap.servers", bootstrapServers);
        return new StoreSettings(properties, partitions, replicas, Optional.ofNullable(clusterId));
    }
}
