package org.accrual.command.eventstore.kafka;

import java.util.Map;
import java.util.Optional;

/**
 * Where the log is and how it is laid out.
 *
 * @param clientProperties for every Kafka client: at least {@code bootstrap.servers}
 * @param partitions of the events' topic, fixed when it is created
 * @param replicas of each topic when it is created: 1 on a single node, 3 in a cluster
 * @param clusterId of the only Kafka cluster that may hold the log; if empty, of whichever answers first
 */
public record StoreSettings(
        Map<String, Object> clientProperties, int partitions, int replicas, Optional<String> clusterId) {
    public StoreSettings {
        clientProperties = Map.copyOf(clientProperties);
        if (partitions < 1) throw new IllegalArgumentException("a topic has at least one partition, not " + partitions);
        if (replicas < 1) throw new IllegalArgumentException("a topic has at least one replica, not " + replicas);
    }

    /** In whichever cluster answers first. */
    public StoreSettings(Map<String, Object> clientProperties, int partitions, int replicas) {
        this(clientProperties, partitions, replicas, Optional.empty());
    }
}
