package org.accrual.tools.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.PatientKey;
import org.accrual.log.keys.PatientKeys;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one broker, while it is written to, into an empty one. */
class BackupTest {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final String KEYS = LogTopics.PATIENT_KEYS.topicName();
    private static final int PARTITIONS = 4;
    private static final MasterKey MASTER_KEY = new MasterKey(new byte[32]);
    private static final MasterKey OTHER = new MasterKey(bytes("another master key of 32 bytes.."));
    private static final Optional<Path> NO_PUBLIC_KEY = Optional.empty();
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path folder;

    private final ChainKey chain = ChainKey.ofCenter("s1", "tokyo");
    private final int partition = new Partitioning(PARTITIONS).partitionOf(chain);
    private RecordHash head = ChainHead.genesis(EVENTS, chain).hash();
    private int count;

    @Test
    void bringsBackEveryRecordAndKeyThoughMoreWereWrittenMeanwhile() throws Exception {
        Path file = folder.resolve("backup");
        List<ConsumerRecord<byte[], byte[]>> before;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("from"), 0)) {
            createTopics(broker);
            try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                for (int i = 0; i < 50; i++) {
                    appendWithNewKey(producer);
                }
                producer.send(new ProducerRecord<>(EVENTS, 0, null, "no event".getBytes(StandardCharsets.US_ASCII)))
                        .get();
                producer.send(new ProducerRecord<>(KEYS, 0, bytes("key-7"), null))
                        .get();
                // Another master key's is a finding of deploy/verify: it loses nothing.
                producer.send(new ProducerRecord<>(
                                KEYS, 0, bytes("foreign"), OTHER.wrap(PatientKey.generate("foreign"))))
                        .get();
                before = read(broker);
                String counts = whileWriting(producer, () -> backup(broker, file));
                assertThat(counts)
                        .startsWith("1 chains, ")
                        .contains(" records, 1 void, ")
                        .endsWith(" keys, 1 erased");
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("to"), 0)) {
            String restored =
                    Restore.restore(file, client(broker), NO_PUBLIC_KEY).counts();
            assertThat(restored).contains("heads as of the backup of 2026-01-02T00:00:00Z");
            assertSameRecords(before, read(broker).subList(0, before.size()));
            assertKeysOpenTheirEvents(broker);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Restore.restore(file, client(broker), NO_PUBLIC_KEY))
                    .withMessageContaining("there is a log already");
        }
    }

    @Test
    void noBackupIsMadeOfALogThatHasLostAKey() throws Exception {
        Path file = folder.resolve("backup");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("from"), 0);
                Admin admin = Admin.create(client(broker))) {
            createTopics(broker);
            try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                for (int i = 0; i < 3; i++) {
                    appendWithNewKey(producer);
                }
                producer.send(new ProducerRecord<>(KEYS, 0, bytes("key-2"), bytes("garbled")))
                        .get();
            }
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> backup(broker, file))
                    .withMessageContaining(
                            "study-events partition " + partition + " offset 1: what patient-keys holds");

            admin.deleteTopics(List.of(KEYS)).all().get();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> backup(broker, file))
                    .withMessageContaining("3 of the patients' keys are lost; study-events partition " + partition
                            + " offset 0: its key key-1 is missing");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("from"));
        }
    }

    @Test
    void aRestoreIntoADirectoryLeavesAWholeLogOrNone() throws Exception {
        Path whole = folder.resolve("whole");
        Path withoutKeys = folder.resolve("without keys");
        backUpThree(whole, withoutKeys);
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Restore.intoDirectory(into(data), withoutKeys))
                .withMessageContaining("its key key-1 is missing");
        assertThat(data.resolve("kafka")).doesNotExist();
        assertThat(data.resolve("kafka.restoring")).doesNotExist();

        // As one leaves it that was killed.
        Files.createDirectory(data.resolve("kafka.restoring"));
        Files.writeString(data.resolve("kafka.restoring").resolve("meta.properties"), "half");
        Restore.Restored restored = Restore.intoDirectory(into(data), whole);
        assertThat(restored.counts()).startsWith("1 chains, 3 records, 0 void, 3 keys, 0 erased");
        assertThat(restored.masterKeyIds()).containsExactly(MASTER_KEY.id());
        assertThat(data.resolve("kafka.restoring")).doesNotExist();
        try (OpenLog log = OpenLog.open(into(data));
                TopicReader reader = new TopicReader(log.clientProperties())) {
            assertThat(reader.read(EVENTS, _ -> {}).get(partition)).isEqualTo(3);
        }
    }

    @Test
    void aRestoreIsRefusedIfTheSignaturesAreNotThoseOfItsPublicKey() throws Exception {
        Path whole = folder.resolve("whole");
        backUpThree(whole, folder.resolve("without keys"));
        Path data = Files.createDirectory(folder.resolve("data"));
        CheckpointSigner.create(Files.createDirectory(data.resolve("keys")).resolve("checkpoint.key"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Restore.intoDirectory(into(data), whole))
                .withMessageContaining("checkpoint.pub")
                .withMessageContaining(" broken");
        assertThat(data.resolve("kafka")).doesNotExist();
    }

    @Test
    void aRestoreIntoKafkaSaysUntilItIsWholeThatItIsNot() throws Exception {
        Path whole = folder.resolve("whole");
        Path withoutKeys = folder.resolve("without keys");
        backUpThree(whole, withoutKeys);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("to"), 0);
                Admin admin = Admin.create(client(broker))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Restore.intoKafka(into(broker), withoutKeys))
                    .withMessageContaining("its key key-1 is missing")
                    .withMessageContaining("delete the topics study-events, patient-keys, log-checkpoints and");
            assertThat(admin.listTopics().names().get()).contains(LogTopics.RESTORING);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Restore.intoKafka(into(broker), whole))
                    .withMessageContaining("an earlier restore was not finished");

            admin.deleteTopics(List.of(EVENTS, KEYS, LogTopics.CHECKPOINTS.topicName(), LogTopics.RESTORING))
                    .all()
                    .get();
            assertThat(Restore.intoKafka(into(broker), whole).counts()).startsWith("1 chains, 3 records");
            assertThat(admin.listTopics().names().get()).contains(EVENTS).doesNotContain(LogTopics.RESTORING);
        }
    }

    private static Source into(Path data) {
        return new Source(data, null, null);
    }

    private Source into(EmbeddedBroker broker) {
        return new Source(folder.resolve("no data"), broker.bootstrapServers(), null);
    }

    /** Three patients, once with their keys and once as only a broken tool would copy them. */
    private void backUpThree(Path whole, Path withoutKeys) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("from"), 0)) {
            createTopics(broker);
            try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                for (int i = 0; i < 3; i++) {
                    appendWithNewKey(producer);
                }
            }
            backup(broker, whole);
            LogReplay replay = new LogReplay(PARTITIONS);
            try (BackupFile.Writer out = new BackupFile.Writer(withoutKeys, PARTITIONS)) {
                for (ConsumerRecord<byte[], byte[]> record : read(broker)) {
                    out.record(record);
                    replay.read(record);
                }
                out.finish(replay.state(NOW).text());
            }
        }
    }

    @Test
    void whatCouldNotBeRestoredIsNotBackedUp() throws IOException {
        ConsumerRecord<byte[], byte[]> timeless = new ConsumerRecord<>(EVENTS, 2, 17, bytes("key"), bytes("value"));
        ConsumerRecord<byte[], byte[]> huge = restorable(17, new byte[LogTopics.RECORD_BYTES_MAX]);
        try (BackupFile.Writer out = new BackupFile.Writer(folder.resolve("backup"), PARTITIONS)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> out.record(timeless))
                    .withMessageContaining("study-events-2 offset 17 could not be restored: it has the timestamp -1");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> out.record(huge))
                    .withMessageContaining("bytes, and its topic takes 1048588");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static ConsumerRecord<byte[], byte[]> restorable(long offset, byte[] value) {
        return new ConsumerRecord<>(
                EVENTS,
                2,
                offset,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes("key"),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** A process whose files can't grow beyond some kilobytes stands for one whose disk is full. */
    @Test
    void nothingIsLeftOnAFullDisk() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 64; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        folder.resolve("backup").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).contains("no room");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /** Writes what does not compress until there is no room. */
    static final class FullDisk {
        public static void main(String[] arguments) {
            Random random = new Random(1);
            try (BackupFile.Writer out = new BackupFile.Writer(Path.of(arguments[0]), PARTITIONS)) {
                for (int i = 0; i < 1_000; i++) {
                    byte[] value = new byte[1_000];
                    random.nextBytes(value);
                    out.record(restorable(i, value));
                }
                out.finish("state");
            } catch (IOException e) {
                System.out.println("no room: " + e);
            }
        }
    }

    @Test
    void aBackupThatWasAlteredOrCutOffIsRefused() throws IOException {
        Path file = folder.resolve("backup");
        try (BackupFile.Writer out = new BackupFile.Writer(file, PARTITIONS)) {
            out.record(restorable(0, bytes("a value")));
            out.finish("state");
        }
        assertThat(BackupFile.read(file, record -> {})).isEqualTo(new BackupFile.Summary(PARTITIONS, 1, "state"));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertIsRefused(file);
        }
        Summaries found = new Summaries();
        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            found.add(file);
        }
        // Some bits of a gzip file mean nothing: then the content is the same. Most must be noticed.
        assertThat(found.whole).containsOnly("a value");
        assertThat(found.refused).isGreaterThan(whole.length / 2);
    }

    private static final class Summaries {
        private final List<String> whole = new ArrayList<>();
        private int refused;

        void add(Path file) {
            List<String> values = new ArrayList<>();
            try {
                BackupFile.read(file, record -> values.add(new String(record.value(), StandardCharsets.US_ASCII)));
                whole.addAll(values);
            } catch (IOException notWhole) {
                refused++;
            }
        }
    }

    @Test
    void aBackupIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("backup"), "precious");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new BackupFile.Writer(file, 1))
                .withMessageContaining("exists already");
        assertThat(file).hasContent("precious");
    }

    private static void assertIsRefused(Path file) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> BackupFile.read(file, record -> {}))
                .withMessageContaining("is no whole backup");
    }

    private void assertKeysOpenTheirEvents(EmbeddedBroker broker) {
        try (PatientKeys keys = new PatientKeys(client(broker), MASTER_KEY)) {
            assertThat(keys.find("key-7")).isEqualTo(new Keyring.Erased());
            for (ConsumerRecord<byte[], byte[]> record : read(broker)) {
                if (record.key() != null) {
                    String keyId = text(record, "ce_keyid");
                    Keyring.Opened opened =
                            keys.open(chain, text(record, "ce_id"), "ImatinibStarted", keyId, record.value());
                    if (keyId.equals("key-7")) {
                        assertThat(opened).isEqualTo(new Keyring.ErasedPayload("key-7"));
                    } else {
                        assertThat(opened).isInstanceOf(Keyring.Plaintext.class);
                    }
                }
            }
        }
    }

    private static void assertSameRecords(
            List<ConsumerRecord<byte[], byte[]>> expected, List<ConsumerRecord<byte[], byte[]>> found) {
        for (int i = 0; i < expected.size(); i++) {
            ConsumerRecord<byte[], byte[]> e = expected.get(i);
            ConsumerRecord<byte[], byte[]> f = found.get(i);
            assertThat(List.of(f.partition(), f.offset(), f.timestamp()))
                    .isEqualTo(List.of(e.partition(), e.offset(), e.timestamp()));
            assertThat(f.key()).isEqualTo(e.key());
            assertThat(f.value()).isEqualTo(e.value());
            assertThat(f.headers()).isEqualTo(e.headers());
        }
    }

    private interface Work {
        String done() throws IOException;
    }

    private String whileWriting(KafkaProducer<byte[], byte[]> producer, Work work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                appendWithNewKey(producer);
            }
        });
        try {
            return work.done();
        } finally {
            done.set(true);
            writer.join();
        }
    }

    private static String backup(EmbeddedBroker broker, Path file) throws IOException {
        try (TopicReader reader = new TopicReader(client(broker))) {
            return Backup.backup(reader, file, NOW).counts();
        }
    }

    /** As the command service does: first the key, then the event. */
    private void appendWithNewKey(KafkaProducer<byte[], byte[]> producer) {
        count++;
        PatientKey key = PatientKey.generate("key-" + count);
        Attributes attributes = new Attributes(
                UUID.randomUUID().toString(),
                "ImatinibStarted",
                1,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(count),
                "patient-" + count,
                1,
                UUID.randomUUID().toString(),
                new RecordHash(1, 2, 3, 4),
                "u-1",
                "COORDINATOR",
                key.id(),
                Attributes.Content.ENCRYPTED);
        byte[] payload = key.seal(chain, attributes.id(), attributes.type(), bytes("{}"));
        Proposal p = new RecordDraft(chain, attributes, payload).onto(head);
        try {
            producer.send(new ProducerRecord<>(KEYS, 0, bytes(key.id()), MASTER_KEY.wrap(key)))
                    .get();
            producer.send(new ProducerRecord<>(EVENTS, partition, p.timestamp(), p.keyBytes(), p.value(), p.headers()))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        head = p.hash();
    }

    private static void createTopics(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(client(broker))) {
            admin.createTopics(Stream.of(LogTopics.values())
                            .map(topic -> topic.create(PARTITIONS, 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedBroker broker) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(client(broker))) {
            reader.read(EVENTS, records::add);
        }
        records.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
                .thenComparing(ConsumerRecord::offset));
        return records;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
