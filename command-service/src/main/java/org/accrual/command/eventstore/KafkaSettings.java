package org.accrual.command.eventstore;

import java.util.Map;
import java.util.Optional;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.log.clients.KafkaClients;
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
        return new StoreSettings(
                KafkaClients.connection(bootstrapServers, client == null ? Map.of() : client),
                partitions,
                replicas,
                Optional.ofNullable(clusterId));
    }
}
