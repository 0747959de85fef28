package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that were changed in the broker's own files. */
class DamagedLogTest {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final String KEYS = LogTopics.PATIENT_KEYS.topicName();
    private static final String CHECKPOINTS = LogTopics.CHECKPOINTS.topicName();

    @TempDir
    Path folder;

    /** What follows from them would hide them: every key that lies behind the damaged one is missing at its event. */
    @Test
    void recordsThatKafkaCannotReadAreNamedFirst() throws Exception {
        Path kafka = folder.resolve("kafka");
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            write(broker.bootstrapServers());
        }
        for (String partition : List.of("study-events-1", "patient-keys-0", "log-checkpoints-0")) {
            damageTheThird(segment(kafka, partition));
        }
        CheckpointSigner signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0);
                TopicReader reader = reader(broker.bootstrapServers())) {
            VerificationReport report = Verify.verify(reader, signer.verifier(), List.of(), new KeyAudit());
            assertThat(report.breaks())
                    .map(Break::toString)
                    .extracting(found -> found.replaceFirst(" \\(.*", ""))
                    .startsWith(
                            "study-events partition 1 offset 2: it can't be read",
                            "patient-keys partition 0 offset 2: it can't be read",
                            "log-checkpoints partition 0 offset 2: it can't be read")
                    .contains(
                            "study-events partition 0 offset 2: its key the-third is missing from patient-keys: nobody"
                                    + " can read the patient");
            // The other partition is read to its end.
            assertThat(report.breaks())
                    .anySatisfy(
                            found -> assertThat(found.toString()).startsWith("study-events partition 0 offset 2: "));
            assertThatThrownBy(() -> reader.read(EVENTS, _ -> {}))
                    .hasMessageStartingWith("study-events-1 can't be read at offset 2: ");
        }
    }

    private static TopicReader reader(String bootstrapServers) {
        return new TopicReader(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static void damageTheThird(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("the third")] ^= 1;
        Files.write(segment, bytes);
    }

    private static Path segment(Path kafka, String partition) throws IOException {
        try (var files = Files.walk(kafka)) {
            return files.filter(file -> file.endsWith(Path.of(partition, "00000000000000000000.log")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void write(String bootstrapServers) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(Stream.of(LogTopics.values())
                            .map(topic -> topic.create(2, 1))
                            .toList())
                    .all()
                    .get();
            for (String value : List.of("the first", "the second", "the third", "the fourth")) {
                for (String topic : List.of(EVENTS, KEYS, CHECKPOINTS)) {
                    producer.send(record(topic, 0, value)).get();
                }
                producer.send(record(EVENTS, 1, value)).get();
            }
        }
    }

    /** An event needs the key that was written with it. */
    private static ProducerRecord<byte[], byte[]> record(String topic, int partition, String text) {
        byte[] value = text.getBytes(StandardCharsets.US_ASCII);
        byte[] keyId = text.replace(' ', '-').getBytes(StandardCharsets.US_ASCII);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, keyId, value);
        record.headers().add("ce_keyid", keyId);
        return record;
    }
}
