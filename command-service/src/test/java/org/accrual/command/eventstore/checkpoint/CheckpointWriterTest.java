package org.accrual.command.eventstore.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.SignedCheckpoint;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private static final String CHECKPOINTS = LogTopics.CHECKPOINTS.topicName();
    private static final ChainKey CHAIN = ChainKey.ofStudy("s1");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static StoreSettings settings;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;
    private static CheckpointSigner signer;
    private static RecordSigner service;
    private static KeptCheckpoint kept;

    private RecordHash head;
    private long count;

    @BeforeAll
    static void aBroker() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        settings = new StoreSettings(client, 1, 1);
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        Path key = folder.resolve("checkpoint.key");
        signer = CheckpointSigner.create(key);
        service = RecordSigner.fromFile(key);
        kept = KeptCheckpoint.beside(key);
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    @BeforeEach
    void anEmptyLog() throws Exception {
        Files.deleteIfExists(kept.file());
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
            Checkpoint signed = sign(writer);
            assertThat(signed.position()).hasToString("p0:2");
            assertThat(signed.chains()).containsExactly(new Checkpoint.ChainMark(CHAIN, 2, head));
            assertThat(stored()).contains(signed);
            assertThat(writer.trouble()).isEmpty();
        }
    }

    @Test
    void signsAfterTheIntervalWhatWasWrittenSince() throws Exception {
        try (CheckpointWriter writer = writer(Duration.ofMillis(100))) {
            sign(writer);
            append();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(stored().getLast().position()).hasToString("p0:1"));
        }
    }

    @Test
    void signsAtTheEndWhatWasWrittenSince() throws Exception {
        try (CheckpointWriter writer = writer()) {
            sign(writer);
            append();
        }
        assertThat(stored().getLast().position()).hasToString("p0:1");
    }

    @Test
    void signsAtTheEndOfAServiceThatWasReadyForAMomentOnly() throws Exception {
        append();
        AtomicBoolean ready = new AtomicBoolean();
        try (CheckpointWriter writer = new CheckpointWriter(
                settings,
                signer,
                kept,
                InstantSource.system(),
                Duration.ofMinutes(1),
                Duration.ZERO,
                ready::get,
                () -> true)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .as("it has looked, and does so no sooner than in a second")
                    .isThrownBy(() -> writer.sign().get(20, TimeUnit.SECONDS));
            ready.set(true);
        }
        assertThat(stored().getLast().position()).hasToString("p0:1");
    }

    @Test
    void signsNothingNewWhileNothingIsWritten() throws Exception {
        append();
        try (CheckpointWriter writer = writer()) {
            sign(writer);
        }
        List<Checkpoint> before = stored();
        try (CheckpointWriter writer = writer()) {
            Checkpoint demanded = sign(writer);
            assertThat(demanded.chains()).isEqualTo(before.getLast().chains());
        }
        assertThat(stored()).hasSize(before.size() + 1);
    }

    @Test
    void neverSignsALogThatWasAltered() throws Exception {
        append();
        append();
        signOnce();
        int before = stored().size();
        replaceLog();
        append();
        append();
        assertIsNotSigned("offsets 0 to 1 are not what the checkpoint of");
        assertThat(stored()).hasSize(before);
    }

    @Test
    void neverSignsALogThatWasCutOff() throws Exception {
        append();
        append();
        signOnce();
        replaceLog();
        append();
        assertIsNotSigned("the log ends here, but the checkpoint of");
    }

    @Test
    void neverSignsACutLogBehindARepeatedCheckpoint() throws Exception {
        signOnce();
        List<ConsumerRecord<byte[], byte[]>> old = checkpoints();
        append();
        signOnce();
        replaceLog();
        producer.send(new ProducerRecord<>(
                        CHECKPOINTS,
                        0,
                        null,
                        old.getFirst().key(),
                        old.getFirst().value(),
                        old.getFirst().headers()))
                .get();
        assertIsNotSigned("the log ends here, but the checkpoint of");
    }

    @Test
    void neverSignsALogThatWasWrittenAnewWithoutItsCheckpoints() throws Exception {
        append();
        signOnce();
        replaceLog();
        replaceCheckpoints();
        append();
        assertIsNotSigned("are not what the checkpoint of");
        assertThat(stored()).isEmpty();
    }

    @Test
    void neverSignsWhatLostACheckpointThatItKnows() throws Exception {
        append();
        signOnce();
        replaceCheckpoints();
        assertIsNotSigned("of which a copy was kept, is not in the topic");
    }

    /** As after a kill: what came last is not signed. */
    @Test
    void neverSignsATailThatWasAlteredWhileNobodyRead() throws Exception {
        append();
        signOnce();
        append();
        append();
        append();
        List<ConsumerRecord<byte[], byte[]>> log = events();
        log.remove(2);
        replaceLog();
        rewrite(log);
        assertIsNotSigned("names a predecessor in the chain");
    }

    @Test
    void neverSignsAStrangersRecordAtTheEnd() throws Exception {
        signOnce();
        Proposal stranger = draft().onto(head);
        send(stranger);
        assertIsNotSigned("no command service signed it");
    }

    /** So does a broker tell that was cut off and still takes itself for the leader. */
    @Test
    void takesALogThatWasShorterForAWhileForNoAlarm() throws Exception {
        append();
        append();
        signOnce();
        List<ConsumerRecord<byte[], byte[]>> whole = events();
        replaceLog();
        rewrite(whole.subList(0, 1));
        try (CheckpointWriter writer = writer(Duration.ofMinutes(1), () -> true)) {
            assertRefuses(writer, "the log ends here");
            rewrite(whole.subList(1, 2));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sign(writer).position()).hasToString("p0:2"));
            assertThat(writer.trouble()).isEmpty();
        }
    }

    /** Whoever tells of it then may have been left behind by the others for any time. */
    @Test
    void raisesNoAlarmWithoutAMajorityOfControllers() throws Exception {
        append();
        append();
        signOnce();
        List<ConsumerRecord<byte[], byte[]>> whole = events();
        replaceLog();
        rewrite(whole.subList(0, 1));
        AtomicBoolean quorum = new AtomicBoolean();
        try (CheckpointWriter writer = writer(Duration.ZERO, quorum::get)) {
            assertRefuses(writer, "the log ends here");
            assertThat(writer.trouble().orElseThrow()).doesNotContain("until someone has looked");
            quorum.set(true);
            await().untilAsserted(
                            () -> assertThat(writer.trouble().orElseThrow()).contains("until someone has looked"));
        }
    }

    @Test
    void missesEvenWhatNoCheckpointCoversYet() throws Exception {
        append();
        signOnce();
        List<ConsumerRecord<byte[], byte[]>> signed = events();
        append();
        Optional<Checkpoint> seen;
        try (SigningReader reader = reader(Optional.empty())) {
            reader.follow();
            seen = reader.seen();
        }
        replaceLog();
        rewrite(signed);
        try (SigningReader again = reader(seen)) {
            assertThatExceptionOfType(CheckpointWriter.LogAltered.class)
                    .isThrownBy(again::follow)
                    .withMessageContaining("the log ends here");
        }
    }

    private static SigningReader reader(Optional<Checkpoint> seenBefore) throws IOException {
        return new SigningReader(settings, signer, kept, InstantSource.system(), seenBefore);
    }

    @Test
    void goesOnFromWhatIsThereWhenSomeoneHasLookedAndRemovedTheKeptCheckpoint() throws Exception {
        signOnce();
        send(draft().onto(head));
        try (CheckpointWriter writer = writer()) {
            assertRefuses(writer, "no command service signed it");
            Files.delete(kept.file());
            await().atMost(Duration.ofSeconds(20)).until(() -> writer.trouble().isEmpty());
            assertThat(sign(writer).position()).hasToString("p0:1");
        }
        // The stranger's record is signed now: it is known.
        signOnce();
    }

    @Test
    void signsNoContradictionEvenWhenTheKeptCheckpointWasRemoved() throws Exception {
        append();
        signOnce();
        replaceLog();
        try (CheckpointWriter writer = writer()) {
            assertRefuses(writer, "the log ends here");
            Files.delete(kept.file());
            await().atMost(Duration.ofSeconds(20)).until(kept::isThere);
            assertRefuses(writer, "the log ends here");
        }
    }

    @Test
    void staysAlarmedWhenTheLogIsCutOffWhileItReads() throws Exception {
        append();
        append();
        try (CheckpointWriter writer = writer(Duration.ofMillis(100))) {
            assertThat(sign(writer).position()).hasToString("p0:2");
            int before = stored().size();
            replaceLog();
            append();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> writer.trouble()
                            .filter(why -> why.contains("Nothing is signed until someone has looked"))
                            .isPresent());
            append();
            append();
            append();
            assertRefuses(writer, "Nothing is signed until someone has looked");
            assertThat(stored()).hasSize(before);
        }
    }

    /** A service lost a record and died; the reader saw that nothing was dropped. */
    @Test
    void signsAVoidRecordWhosePredecessorNeverCameWhileItReads() throws Exception {
        append();
        try (CheckpointWriter writer = writer()) {
            sign(writer);
            Proposal lost = draft().onto(head);
            send(service.sign(draft().onto(lost.hash())));
            assertThat(sign(writer).position()).hasToString("p0:2");
        }
        signOnce();
    }

    /** It starts while another service has a record on its way. */
    @Test
    void waitsAtTheStartForARecordThatIsSentAgain() throws Exception {
        append();
        signOnce();
        Proposal late = service.sign(draft().onto(head));
        count++;
        Proposal next = service.sign(draft().onto(late.hash()));
        send(next);
        try (CheckpointWriter writer = writer()) {
            assertRefuses(writer, "it may still be explained");
            send(late);
            send(next);
            await().atMost(Duration.ofSeconds(20)).until(() -> writer.trouble().isEmpty());
            assertThat(sign(writer).position()).hasToString("p0:4");
        }
    }

    @Test
    void severalInstancesMakeOneChain() throws Exception {
        KeptCheckpoint others = KeptCheckpoint.beside(folder.resolve("other.key"));
        Files.deleteIfExists(others.file());
        try (CheckpointWriter one = writer(Duration.ofMillis(20));
                CheckpointWriter other = writer(others, Duration.ofMillis(20))) {
            for (int i = 0; i < 20; i++) {
                append();
                CompletableFuture<VerifiedCheckpoint> demanded = one.sign();
                sign(other);
                demanded.get(20, TimeUnit.SECONDS);
            }
        }
        VerificationReport report = verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.checkpoints()).isGreaterThanOrEqualTo(40);
        assertThat(kept.read(signer.verifier())).isPresent();
    }

    @Test
    void goesOnWithARestoredLogAndTheKeysBesideIt() throws Exception {
        append();
        signOnce();
        List<ConsumerRecord<byte[], byte[]>> log = events();
        List<ConsumerRecord<byte[], byte[]>> signed = checkpoints();
        replaceLog();
        replaceCheckpoints();
        rewrite(signed);
        rewrite(log);
        signOnce();
        assertThat(verify().breaks()).isEmpty();
    }

    private static void signOnce() throws Exception {
        try (CheckpointWriter writer = writer()) {
            sign(writer);
        }
    }

    private static Checkpoint sign(CheckpointWriter writer) throws Exception {
        return writer.sign().get(20, TimeUnit.SECONDS).checkpoint();
    }

    private static void assertIsNotSigned(String reason) {
        try (CheckpointWriter writer = writer()) {
            assertRefuses(writer, reason);
        }
    }

    private static void assertRefuses(CheckpointWriter writer, String reason) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> sign(writer))
                .withMessageContaining(reason);
        assertThat(writer.trouble()).hasValueSatisfying(why -> assertThat(why).contains(reason));
    }

    private static CheckpointWriter writer(Duration patience, BooleanSupplier hasQuorum) {
        return new CheckpointWriter(
                settings, signer, kept, InstantSource.system(), Duration.ofMinutes(1), patience, () -> true, hasQuorum);
    }

    private static CheckpointWriter writer() {
        return writer(Duration.ofMinutes(1));
    }

    private static CheckpointWriter writer(Duration interval) {
        return writer(kept, interval);
    }

    private static CheckpointWriter writer(KeptCheckpoint kept, Duration interval) {
        return new CheckpointWriter(
                settings, signer, kept, InstantSource.system(), interval, Duration.ZERO, () -> true, () -> true);
    }

    private static VerificationReport verify() {
        LogVerifier verifier = new LogVerifier(EVENTS, 1, signer.verifier());
        checkpoints().forEach(verifier::readCheckpoint);
        events().forEach(verifier::read);
        return verifier.report(Map.of());
    }

    private void beginLog() {
        head = ChainHead.genesis(EVENTS, CHAIN).hash();
        count = 0;
    }

    private void replaceLog() throws Exception {
        replace(LogTopics.STUDY_EVENTS);
        beginLog();
    }

    private static void replaceCheckpoints() throws Exception {
        replace(LogTopics.CHECKPOINTS);
    }

    private static void replace(LogTopics topic) throws Exception {
        admin.deleteTopics(Set.of(topic.topicName())).all().get();
        admin.createTopics(List.of(topic.create(1, 1))).all().get();
    }

    private void append() throws Exception {
        Proposal proposal = service.sign(draft().onto(head));
        count++;
        send(proposal);
        head = proposal.hash();
    }

    private RecordDraft draft() {
        Attributes attributes = new Attributes(
                UUID.randomUUID().toString(),
                "StudyOpened",
                1,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(count),
                null,
                count + 1,
                UUID.randomUUID().toString(),
                new RecordHash(1, 2, 3, 4),
                "u-1",
                "ADMINISTRATOR",
                null,
                Attributes.Content.PLAIN);
        return new RecordDraft(CHAIN, attributes, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Proposal p) throws Exception {
        producer.send(new ProducerRecord<>(EVENTS, 0, p.timestamp(), p.keyBytes(), p.value(), p.headers()))
                .get();
    }

    private static void rewrite(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        for (ConsumerRecord<byte[], byte[]> r : records) {
            producer.send(new ProducerRecord<>(r.topic(), 0, r.timestamp(), r.key(), r.value(), r.headers()))
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> events() {
        return read(EVENTS);
    }

    private static List<ConsumerRecord<byte[], byte[]>> checkpoints() {
        return read(CHECKPOINTS);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(settings.clientProperties())) {
            reader.read(topic, records::add);
        }
        return records;
    }

    private static List<Checkpoint> stored() {
        return checkpoints().stream()
                .map(record ->
                        signer.verifier().verify(SignedCheckpoint.of(record)).checkpoint())
                .toList();
    }
}
