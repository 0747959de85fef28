package org.accrual.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final TopicPartition PARTITION = new TopicPartition("accruals", 0);

    @TempDir
    Path directory;

    @Test
    void keepsItsRecordsAcrossARestartOnAnotherPort() throws Exception {
        int firstPort;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            firstPort = broker.port();
            createTopic(broker);
            send(broker, "kept");
        }
        // Whoever sits on the first port now forces the second start elsewhere.
        try (ServerSocket squatter = new ServerSocket(firstPort, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(broker.port()).isNotEqualTo(squatter.getLocalPort());
            assertThat(firstRecord(broker)).isEqualTo("kept");
        }
    }

    @Test
    void saysSoWhenTheAskedPortIsTaken() throws Exception {
        try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, squatter.getLocalPort()))
                    .isInstanceOf(KafkaException.class)
                    .hasRootCauseInstanceOf(BindException.class);
        }
    }

    /** Kafka by itself would take the second record for a torn write, and cut it and the third off. */
    @Test
    void cutsOffNoWholeRecordAfterAHardStop() throws Exception {
        stoppedHardAfter("first", "second", "third");
        Path segment = segment();
        byte[] whole = Files.readAllBytes(segment);
        byte[] damaged = whole.clone();
        damaged[new String(whole, ISO_8859_1).indexOf("second")]++;
        Files.write(segment, damaged);

        assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                .isInstanceOf(DamagedLog.class)
                .hasMessageContaining("accruals partition 0 offset 1");
        assertThat(segment).hasBinaryContent(damaged);

        Files.write(segment, whole);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(firstRecord(broker)).isEqualTo("first");
        }
    }

    @Test
    void letsKafkaCutOffALastRecordThatWasTorn() throws Exception {
        stoppedHardAfter("first", "second");
        byte[] whole = Files.readAllBytes(segment());
        Files.write(segment(), Arrays.copyOf(whole, whole.length - 3));
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(firstRecord(broker)).isEqualTo("first");
        }
    }

    private void stoppedHardAfter(String... values) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            createTopic(broker);
            for (String value : values) send(broker, value);
        }
        Files.delete(directory.resolve(".kafka_cleanshutdown"));
    }

    private Path segment() {
        return directory.resolve(PARTITION.toString()).resolve("00000000000000000000.log");
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(EmbeddedBroker broker, String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), value.getBytes(UTF_8)))
                    .get();
        }
    }

    private static String firstRecord(EmbeddedBroker broker) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            var records = consumer.poll(Duration.ofSeconds(20));
            return new String(records.iterator().next().value(), UTF_8);
        }
    }
}
