package org.accrual.standalone.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.kernel.log.CheckpointSigner;
import org.accrual.kernel.log.KeyAudit;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.TopicReader;
import org.accrual.kernel.log.VerificationReport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that were changed in the broker's own files. */
class DamagedLogTest {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final int PARTITION = 1;

    @TempDir
    Path folder;

    @Test
    void aRecordThatKafkaCannotReadIsNamed() throws Exception {
        Path kafka = folder.resolve("kafka");
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            write(broker.bootstrapServers());
        }
        Path segment = segment(kafka);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("the third")] ^= 1;
        Files.write(segment, bytes);
        CheckpointSigner signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0);
                TopicReader reader = reader(broker.bootstrapServers())) {
            VerificationReport report = Verify.verify(reader, signer.verifier(), List.of(), new KeyAudit());
            assertThat(report.breaks())
                    .anySatisfy(found -> assertThat(found.toString())
                            .startsWith("study-events partition 1 offset 2: it can't be read"));
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

    private static Path segment(Path kafka) throws IOException {
        try (var files = Files.walk(kafka)) {
            return files.filter(file -> file.endsWith(Path.of(EVENTS + "-" + PARTITION, "00000000000000000000.log")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void write(String bootstrapServers) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(LogTopics.STUDY_EVENTS.create(2, 1)))
                    .all()
                    .get();
            for (String value : List.of("the first", "the second", "the third", "the fourth")) {
                for (int partition = 0; partition < 2; partition++) {
                    producer.send(new ProducerRecord<>(
                                    EVENTS, partition, new byte[] {1}, value.getBytes(StandardCharsets.US_ASCII)))
                            .get();
                }
            }
        }
    }
}
