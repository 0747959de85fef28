package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.SignedCheckpoint;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A log in a real broker, verified from there: whole, and then as attackers leave it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyTest {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final String KEYS = LogTopics.PATIENT_KEYS.topicName();
    private static final String CHECKPOINTS = LogTopics.CHECKPOINTS.topicName();
    private static final int PARTITIONS = 4;
    private static final List<ChainKey> CHAINS =
            List.of(ChainKey.ofStudy("s1"), ChainKey.ofCenter("s1", "tokyo"), ChainKey.ofCenter("s1", "kazan"));
    private static final int RECORDS_PER_CHAIN = 5;

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;
    private static CheckpointSigner signer;
    private static RecordSigner service;
    private static List<ConsumerRecord<byte[], byte[]>> original;

    @BeforeAll
    static void aSignedLog() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        admin.createTopics(Stream.of(LogTopics.values())
                        .map(topic -> topic.create(PARTITIONS, 1))
                        .toList())
                .all()
                .get();
        signer = CheckpointSigner.create(folder.resolve("checkpoint.key"));
        service = RecordSigner.fromFile(folder.resolve("checkpoint.key"));
        writeEvents();
        original = events();
        sendCheckpoint(0);
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    @Test
    @Order(1)
    void aWholeLogIsWhole() throws IOException {
        VerificationReport report = verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.summary()).isEqualTo("3 chains, 15 records, 1 void, 0 broken");
        assertThat(report.checkpoints()).isOne();
    }

    @Test
    @Order(2)
    void aStrangersScriptReadsTheSame() throws Exception {
        assumeTrue(areOnPath("kcat", "python3"), "kcat or python3 is not on the path: the script was NOT checked");
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        String pipe =
                "kcat -C -b %s -t %s -o beginning -e -q -f '%%p %%o %%T %%K %%S %%k%%s%%h\\x1e\\n' | %s --partitions %d"
                        .formatted(broker.bootstrapServers(), EVENTS, root.resolve("deploy/check-chains"), PARTITIONS);
        assertThat(output(pipe)).isEqualTo("3 chains, 15 records, 1 void, 0 unexplained\n");
    }

    @Test
    @Order(2)
    void aStrangersScriptNoticesMissingOffsetsAndReadsLineFeedsInHeaders() throws Exception {
        assumeTrue(areOnPath("python3"), "python3 is not on the path: the script was NOT checked");
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        String pipe = "printf '0 0 5 3 4 a/bv\\nv\\nx=one\\ntwo\\036\\n0 2 5 -1 -1 \\036\\n' | %s --partitions 1"
                .formatted(root.resolve("deploy/check-chains"));
        assertThat(output(pipe))
                .contains("p0 offset 1: offsets 1 to 1 are missing\n")
                .contains("1 records have headers that are none of ours")
                .endsWith("0 chains, 0 records, 2 void, 1 unexplained\n");
    }

    private static String output(String pipe) throws Exception {
        Process script =
                new ProcessBuilder("sh", "-c", pipe).redirectErrorStream(true).start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    @Test
    @Order(3)
    void anEditedRecordIsNamed() throws Exception {
        ConsumerRecord<byte[], byte[]> victim = recordOf(original, 1, 2);
        byte[] written = victim.value().clone();
        victim.value()[0] ^= 1;
        rewrite(log -> log);
        System.arraycopy(written, 0, victim.value(), 0, written.length);
        assertFirstBreakAt(victim);
    }

    @Test
    @Order(4)
    void aDroppedRecordIsNoticed() throws Exception {
        rewrite(log -> without(log, recordOf(log, 2, 2)));
        assertThat(verify().breaks()).isNotEmpty();
        assertThat(verify().breaks().getFirst().partition())
                .isEqualTo(recordOf(original, 2, 2).partition());
    }

    @Test
    @Order(5)
    void aLogThatWasCutOffIsNoticed() throws Exception {
        rewrite(log -> without(log, log.getLast()));
        assertThat(verify().breaks().toString()).contains("the log ends here, but the checkpoint of");
    }

    @Test
    @Order(6)
    void aPartitionThatWasAddedIsNamedAndNothingElse() throws Exception {
        rewrite(log -> log);
        admin.createPartitions(Map.of(EVENTS, NewPartitions.increaseTo(PARTITIONS + 1)))
                .all()
                .get();
        producer.send(new ProducerRecord<>(EVENTS, PARTITIONS, new byte[0], new byte[0]))
                .get();
        VerificationReport report = verify();
        assertThat(report.breaks())
                .map(Break::toString)
                .containsExactly("study-events partition 0 offset 0: the topic has 5 partitions, and checkpoint 1 of"
                        + " 2026-01-02T00:00:00Z was signed over 4");
        assertThat(report.summary()).isEqualTo("3 chains, 15 records, 1 void, 1 broken");
    }

    @Test
    @Order(7)
    void furtherPartitionsOfTheOtherTopicsAreNamedAndNotRead() throws Exception {
        rewrite(log -> log);
        admin.createPartitions(Map.of(KEYS, NewPartitions.increaseTo(2), CHECKPOINTS, NewPartitions.increaseTo(3)))
                .all()
                .get();
        producer.send(new ProducerRecord<>(KEYS, 1, new byte[0], null)).get();
        sendCheckpoint(2);
        assertThat(verify().checkpoints()).isOne();
        assertThat(verify().breaks())
                .map(Break::toString)
                .containsExactly(
                        "patient-keys partition 1 offset 0: the topic patient-keys has 2 partitions and must have 1",
                        "log-checkpoints partition 1 offset 0: the topic log-checkpoints has 3 partitions and must have"
                                + " 1");
    }

    @Test
    @Order(8)
    void keysWithoutEventsAreALoss() throws Exception {
        admin.deleteTopics(Set.of(EVENTS, KEYS, CHECKPOINTS)).all().get();
        admin.createTopics(List.of(LogTopics.PATIENT_KEYS.create(PARTITIONS, 1)))
                .all()
                .get();
        assertThatIOException().isThrownBy(VerifyTest::verify).withMessage("there is no topic study-events");
        producer.send(new ProducerRecord<>(KEYS, 0, new byte[] {'k'}, null)).get();
        assertThat(verify().breaks())
                .map(Break::toString)
                .containsExactly(
                        "study-events partition 0 offset 0: the topic is gone, and patient-keys has 1 keys that"
                                + " were made for it");
    }

    private static VerificationReport verify() throws IOException {
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return Verify.verify(
                    reader, CheckpointVerifier.fromFile(folder.resolve("checkpoint.pub")), List.of(), new KeyAudit());
        }
    }

    private static void assertFirstBreakAt(ConsumerRecord<byte[], byte[]> record) throws IOException {
        assertThat(verify().breaks().getFirst()).satisfies(first -> {
            assertThat(first.partition()).isEqualTo(record.partition());
            assertThat(first.offset()).isEqualTo(record.offset());
        });
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(
            List<ConsumerRecord<byte[], byte[]>> log, int chain, int number) {
        return log.stream()
                .filter(record -> new String(record.key(), StandardCharsets.US_ASCII)
                        .equals(CHAINS.get(chain).text()))
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static List<ConsumerRecord<byte[], byte[]>> without(
            List<ConsumerRecord<byte[], byte[]>> log, ConsumerRecord<byte[], byte[]> dropped) {
        return log.stream().filter(record -> record != dropped).toList();
    }

    private static void writeEvents() throws Exception {
        Map<ChainKey, RecordHash> heads = new HashMap<>();
        for (int i = 1; i <= RECORDS_PER_CHAIN; i++) {
            for (ChainKey chain : CHAINS) {
                RecordHash head = heads.getOrDefault(
                        chain, ChainHead.genesis(EVENTS, chain).hash());
                Proposal proposal = draft(chain, i).onto(head);
                send(proposal);
                heads.put(chain, proposal.hash());
            }
        }
        send(draft(CHAINS.getFirst(), 99)
                .onto(ChainHead.genesis(EVENTS, CHAINS.getFirst()).hash()));
    }

    private static RecordDraft draft(ChainKey chain, long sequence) {
        Attributes attributes = new Attributes(
                UUID.nameUUIDFromBytes((chain.text() + sequence).getBytes(StandardCharsets.US_ASCII))
                        .toString(),
                "CenterActivated",
                1,
                Instant.parse("2026-01-01T00:00:00.123456Z").plusSeconds(sequence),
                null,
                sequence,
                new UUID(1, sequence).toString(),
                new RecordHash(1, 2, 3, sequence),
                "u-1",
                "ADMINISTRATOR",
                null,
                Attributes.Content.PLAIN);
        return new RecordDraft(chain, attributes, "{\"line\":\"one\\n two\"}\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Proposal unsigned) throws Exception {
        Proposal p = service.sign(unsigned);
        int partition = new Partitioning(PARTITIONS).partitionOf(p.key());
        producer.send(new ProducerRecord<>(EVENTS, partition, p.timestamp(), p.keyBytes(), p.value(), p.headers()))
                .get();
    }

    private static List<ConsumerRecord<byte[], byte[]>> events() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            reader.read(EVENTS, records::add);
        }
        return records;
    }

    private static void sendCheckpoint(int partition) throws Exception {
        LogVerifier log = new LogVerifier(EVENTS, PARTITIONS, signer.verifier());
        original.forEach(log::read);
        SignedCheckpoint signed = signer.sign(log.next(Instant.parse("2026-01-02T00:00:00Z")));
        producer.send(new ProducerRecord<>(
                        CHECKPOINTS,
                        partition,
                        null,
                        EVENTS.getBytes(StandardCharsets.US_ASCII),
                        signed.value(),
                        signed.headers()))
                .get();
    }

    /** Deletes the topic and writes it anew: who can do that can do anything to a log but sign it. */
    private static void rewrite(UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> attack) throws Exception {
        admin.deleteTopics(Set.of(EVENTS)).all().get();
        admin.createTopics(List.of(LogTopics.STUDY_EVENTS.create(PARTITIONS, 1)))
                .all()
                .get();
        for (ConsumerRecord<byte[], byte[]> r : attack.apply(original)) {
            producer.send(new ProducerRecord<>(EVENTS, r.partition(), r.timestamp(), r.key(), r.value(), r.headers()))
                    .get();
        }
    }

    private static boolean areOnPath(String... programs) {
        return Stream.of(programs)
                .allMatch(program -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
    }
}
