package org.accrual.command.eventstore.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.kernel.log.Attributes;
import org.accrual.kernel.log.ChainHead;
import org.accrual.kernel.log.ChainKey;
import org.accrual.kernel.log.Checkpoint;
import org.accrual.kernel.log.CheckpointSigner;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.Proposal;
import org.accrual.kernel.log.RecordDraft;
import org.accrual.kernel.log.RecordHash;
import org.accrual.kernel.log.SignedCheckpoint;
import org.accrual.kernel.log.TopicReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker of its own, since it takes a log apart. */
class CheckpointWriterTest {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final ChainKey CHAIN = ChainKey.ofStudy("s1");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static StoreSettings settings;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;
    private static CheckpointSigner signer;

    private RecordHash head;
    private long count;

    @BeforeAll
    static void aBroker() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        settings = new StoreSettings(client, 1, 1);
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    @BeforeEach
    void anEmptyLog() throws Exception {
        Set<String> there = admin.listTopics().names().get();
        admin.deleteTopics(there).all().get();
        List<LogTopics> topics = List.of(LogTopics.STUDY_EVENTS, LogTopics.CHECKPOINTS);
        admin.createTopics(topics.stream().map(topic -> topic.create(1, 1)).toList())
                .all()
                .get();
        beginLog();
    }

    @Test
    void signsOnDemandWhatIsInTheLogNow() throws Exception {
        try (CheckpointWriter writer = writer()) {
            append();
            append();
            Checkpoint signed = writer.sign().get(20, TimeUnit.SECONDS);
            assertThat(signed.position()).hasToString("p0:2");
            assertThat(signed.chains()).containsExactly(new Checkpoint.ChainMark(CHAIN, 2, head));
            assertThat(stored()).contains(signed);
            assertThat(writer.trouble()).isEmpty();
        }
    }

    @Test
    void signsAfterTheIntervalWhatWasWrittenSince() throws Exception {
        try (CheckpointWriter writer = writer(Duration.ofMillis(100))) {
            writer.sign().get(20, TimeUnit.SECONDS);
            append();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(stored().getLast().position()).hasToString("p0:1"));
        }
    }

    @Test
    void signsAtTheEndWhatWasWrittenSince() throws Exception {
        try (CheckpointWriter writer = writer()) {
            writer.sign().get(20, TimeUnit.SECONDS);
            append();
        }
        assertThat(stored().getLast().position()).hasToString("p0:1");
    }

    @Test
    void signsNothingNewWhileNothingIsWritten() throws Exception {
        append();
        try (CheckpointWriter writer = writer()) {
            writer.sign().get(20, TimeUnit.SECONDS);
        }
        List<Checkpoint> before = stored();
        try (CheckpointWriter writer = writer()) {
            Checkpoint demanded = writer.sign().get(20, TimeUnit.SECONDS);
            assertThat(demanded.chains()).isEqualTo(before.getLast().chains());
        }
        assertThat(stored()).hasSize(before.size() + 1);
    }

    @Test
    void neverSignsALogThatWasAltered() throws Exception {
        append();
        append();
        try (CheckpointWriter writer = writer()) {
            writer.sign().get(20, TimeUnit.SECONDS);
        }
        int before = stored().size();
        replaceLog();
        append();
        append();
        assertIsNotSigned("differs before offset 2 from the checkpoint");
        assertThat(stored()).hasSize(before);
    }

    @Test
    void neverSignsALogThatWasCutOff() throws Exception {
        append();
        append();
        try (CheckpointWriter writer = writer()) {
            writer.sign().get(20, TimeUnit.SECONDS);
        }
        replaceLog();
        append();
        assertIsNotSigned("the log ends at p0:1, before the checkpoint");
    }

    private static void assertIsNotSigned(String reason) {
        try (CheckpointWriter writer = writer()) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> writer.sign().get(20, TimeUnit.SECONDS))
                    .withMessageContaining(reason);
            assertThat(writer.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains(reason));
        }
    }

    private static CheckpointWriter writer() {
        return writer(Duration.ofMinutes(1));
    }

    private static CheckpointWriter writer(Duration interval) {
        return new CheckpointWriter(settings, signer, InstantSource.system(), interval, () -> true);
    }

    private void beginLog() {
        head = ChainHead.genesis(EVENTS, CHAIN).hash();
        count = 0;
    }

    private void replaceLog() throws Exception {
        admin.deleteTopics(Set.of(EVENTS)).all().get();
        admin.createTopics(List.of(LogTopics.STUDY_EVENTS.create(1, 1))).all().get();
        beginLog();
    }

    private void append() throws Exception {
        count++;
        Attributes attributes = new Attributes(
                UUID.randomUUID().toString(),
                "StudyOpened",
                1,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(count),
                null,
                count,
                UUID.randomUUID().toString(),
                new RecordHash(1, 2, 3, 4),
                "u-1",
                "ADMINISTRATOR",
                null,
                Attributes.Content.PLAIN);
        Proposal p = new RecordDraft(CHAIN, attributes, "{}".getBytes(StandardCharsets.UTF_8)).onto(head);
        producer.send(new ProducerRecord<>(EVENTS, 0, p.timestamp(), p.keyBytes(), p.value(), p.headers()))
                .get();
        head = p.hash();
    }

    private static List<Checkpoint> stored() {
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (TopicReader reader = new TopicReader(settings.clientProperties())) {
            reader.read(
                    LogTopics.CHECKPOINTS.topicName(),
                    record -> checkpoints.add(signer.verifier().verify(SignedCheckpoint.of(record))));
        }
        return checkpoints;
    }
}
