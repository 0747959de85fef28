package org.accrual.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One node of an Apache Kafka cluster as a process of its own, without a distribution of Kafka: what is on the class
 * path suffices. Runs until it is told to stop.
 */
public final class ClusterNode {
    private static final String CLUSTER_ID = "cluster.id";

    private ClusterNode() {}

    /**
     * @param args the node's settings: a file in the form of Kafka's {@code server.properties}, with {@code log.dirs}
     *     naming one directory and, beside Kafka's own, {@code cluster.id}, the same for all nodes. A directory that is
     *     no node's yet is prepared first
     */
    public static void main(String[] args) throws IOException {
        Properties settings = read(Path.of(args[0]));
        String clusterId = (String) settings.remove(CLUSTER_ID);
        EmbeddedBroker.format(
                Path.of(settings.getProperty("log.dirs")),
                clusterId,
                Integer.parseInt(settings.getProperty("node.id")));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }
}
