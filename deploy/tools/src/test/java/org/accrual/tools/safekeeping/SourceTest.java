package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.standalone.DataDirectory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"accrual\" password=\"secret\"";

    /** A broker that lets nobody in without a password. */
    private static final Map<String, String> GUARDED = Map.of(
            "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "sasl.enabled.mechanisms", "PLAIN",
            "sasl.mechanism.inter.broker.protocol", "PLAIN",
            "listener.name.plaintext.plain.sasl.jaas.config", LOGIN + " user_accrual=\"secret\";");

    private static final Map<String, String> PASSWORD = Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", LOGIN + ";");

    @TempDir
    Path folder;

    @Test
    void givesToolsWhatAGuardedKafkaAsksFor() throws Exception {
        Path properties = written(PASSWORD);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, GUARDED)) {
            createLog(broker.bootstrapServers(), PASSWORD);
            Source source = new Source(Path.of("data"), broker.bootstrapServers(), properties);
            try (OpenLog log = OpenLog.open(source);
                    TopicReader reader = new TopicReader(log.clientProperties())) {
                assertThat(reader.partitions(LogTopics.STUDY_EVENTS.topicName()))
                        .isEqualTo(2);
            }
        }
    }

    /** Kafka mends such a log when it is opened, and what it cuts off is gone. */
    @Test
    void changesNothingWhereAccrualWasStoppedHard() throws Exception {
        Path root = folder.resolve("data");
        Path kafka;
        try (DataDirectory data = DataDirectory.open(root)) {
            kafka = data.kafka();
            try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
                createLog(broker.bootstrapServers(), Map.of());
            }
        }
        Files.delete(kafka.resolve(".kafka_cleanshutdown"));
        Path segment = kafka.resolve(LogTopics.STUDY_EVENTS.topicName() + "-0").resolve("00000000000000000000.log");
        byte[] torn = "as if torn".getBytes(StandardCharsets.US_ASCII);
        Files.write(segment, torn);

        try (OpenLog log = OpenLog.open(new Source(root, null, null));
                TopicReader reader = new TopicReader(log.clientProperties())) {
            assertThat(reader.partitions(LogTopics.STUDY_EVENTS.topicName())).isEqualTo(2);
        }
        assertThat(segment).hasBinaryContent(torn);
        assertThat(root).isDirectoryNotContaining("glob:**copy-*");
    }

    @Test
    void needsTheFileThatItIsTold() {
        Source source = new Source(Path.of("data"), "localhost:1", Path.of("no-such-file"));
        assertThatThrownBy(() -> OpenLog.open(source))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-file");
    }

    private Path written(Map<String, String> properties) throws IOException {
        return Files.writeString(
                folder.resolve("client.properties"),
                properties.entrySet().stream()
                        .map(p -> p.getKey() + "=" + p.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private static void createLog(String bootstrapServers, Map<String, String> properties) throws Exception {
        Map<String, Object> client = new HashMap<>(properties);
        client.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(Stream.of(LogTopics.values())
                            .map(topic -> topic.create(2, 1))
                            .toList())
                    .all()
                    .get();
        }
    }
}
