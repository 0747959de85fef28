package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.broker.DiskFailed;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.broker.Guard;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.LogGapException;
import org.accrual.standalone.CommandLines;
import org.accrual.standalone.DataDirectory;
import org.accrual.standalone.LogRights;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deploy/restore}: brings a backup into an empty Kafka, record by record at its old offset, and verifies it. */
@Command(
        name = "deploy/restore",
        sortOptions = false,
        description = {
            "Restores a backup into DIR, in which there must be no log yet, or with --kafka into a Kafka in which there"
                    + " must be no such topics yet.",
            "If DIR/keys/checkpoint.pub is there, the log's signatures are checked with it."
        })
final class Restore implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REPLICAS_MAX = 3;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration DELIVER_WITHIN = Duration.ofMinutes(2);
    private static final Map<String, Object> LARGEST =
            Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.CHECKPOINT_BYTES_MAX);

    @Mixin
    private SourceOptions log;

    @Parameters(paramLabel = "FILE", description = "a backup that deploy/backup made")
    private Path file;

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new Restore()).execute(arguments));
    }

    @Override
    public Integer call() {
        Source into = log.source();
        try {
            Restored restored = into.kafka() == null ? intoDirectory(into, file) : intoKafka(into, file);
            System.out.println(restored.checked());
            System.out.println(KeysBeside.toBring(into, restored.masterKeyIds()));
            System.out.println("restored " + restored.counts());
            return 0;
        } catch (DiskFailed e) {
            System.err.println(e.getMessage());
            return DiskFailed.EXIT_CODE;
        } catch (IOException | KafkaException | LogGapException | DataDirectory.Unusable e) {
            System.err.println("not restored: " + e.getMessage());
            return FAILED;
        }
    }

    /**
     * What was restored, for people.
     *
     * @param checked whether it was compared with the signed checkpoints
     */
    record Restored(String counts, String checked, List<String> masterKeyIds) {}

    /** Beside, and in its place only when it is whole: a restore that is killed or fails leaves nothing that starts. */
    static Restored intoDirectory(Source source, Path file) throws IOException {
        BackupFile.read(file, record -> {});
        try (DataDirectory data = DataDirectory.openToRestore(source.data())) {
            if (Files.exists(data.kafka())) {
                throw new IOException("there is a log in " + data.root() + " already");
            }
            FileSystemUtils.deleteRecursively(data.restoring());
            try {
                Restored restored;
                Guard guard = LogRights.guard();
                try (EmbeddedBroker broker = EmbeddedBroker.startGuarded(data.restoring(), 0, guard, Map.of())) {
                    restored = restore(
                            file, KafkaClients.connection(broker.bootstrapServers(), guard.owner()), publicKey(source));
                }
                data.takeRestored();
                return restored;
            } finally {
                FileSystemUtils.deleteRecursively(data.restoring());
            }
        }
    }

    /** With a topic beside it until it is whole, on seeing which no service starts. */
    static Restored intoKafka(Source source, Path file) throws IOException {
        Map<String, Object> clientProperties = source.clientProperties(source.kafka());
        BackupFile.read(file, record -> {});
        begin(clientProperties);
        Restored restored;
        try {
            restored = restore(file, clientProperties, publicKey(source));
        } catch (IOException | KafkaException | LogGapException e) {
            throw new IOException(e.getMessage() + "; before you try again, " + deleteTopics(), e);
        }
        end(clientProperties);
        return restored;
    }

    private static String deleteTopics() {
        return "delete the topics "
                + Stream.of(LogTopics.values()).map(LogTopics::topicName).collect(Collectors.joining(", ")) + " and "
                + LogTopics.RESTORING;
    }

    private static Optional<Path> publicKey(Source source) {
        return Optional.of(Verify.publicKey(source.data())).filter(Files::exists);
    }

    /**
     * Writes only after the whole file was found intact.
     *
     * @param publicKey to verify the log's signatures with, once it is written
     * @throws IOException if the file is not whole, there is a log already, or what was written is not what was backed
     *     up: then the target is of no use
     */
    static Restored restore(Path file, Map<String, Object> clientProperties, Optional<Path> publicKey)
            throws IOException {
        BackupFile.Summary summary = BackupFile.read(file, record -> {});
        createTopics(clientProperties, summary.partitions());
        write(file, clientProperties);
        return verified(summary, clientProperties, publicKey);
    }

    private static void begin(Map<String, Object> clientProperties) throws IOException {
        try (Admin admin = KafkaClients.admin(clientProperties, ANSWER_WITHIN, Map.of())) {
            if (admin.listTopics().names().get().contains(LogTopics.RESTORING)) {
                throw new IOException("an earlier restore was not finished: " + deleteTopics());
            }
            requireNoLog(admin);
            admin.createTopics(List.of(new NewTopic(LogTopics.RESTORING, 1, replicas(admin))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void end(Map<String, Object> clientProperties) throws IOException {
        try (Admin admin = KafkaClients.admin(clientProperties, ANSWER_WITHIN, Map.of())) {
            admin.deleteTopics(List.of(LogTopics.RESTORING)).all().get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the log is whole, but delete the topic " + LogTopics.RESTORING + " before you start: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void requireNoLog(Admin admin) throws IOException, ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        if (Stream.of(LogTopics.values()).anyMatch(topic -> there.contains(topic.topicName()))) {
            throw new IOException("there is a log already");
        }
    }

    private static short replicas(Admin admin) throws ExecutionException, InterruptedException {
        int brokers = admin.describeCluster().nodes().get().size();
        return (short) (brokers >= REPLICAS_MAX ? REPLICAS_MAX : 1);
    }

    private static void createTopics(Map<String, Object> clientProperties, int partitions) throws IOException {
        try (Admin admin = KafkaClients.admin(clientProperties, ANSWER_WITHIN, Map.of())) {
            requireNoLog(admin);
            short replicas = replicas(admin);
            admin.createTopics(Stream.of(LogTopics.values())
                            .map(topic -> topic.create(partitions, replicas))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void write(Path file, Map<String, Object> clientProperties) throws IOException {
        AtomicReference<String> trouble = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                KafkaClients.writer(clientProperties, ANSWER_WITHIN, DELIVER_WITHIN, DELIVER_WITHIN, LARGEST)) {
            BackupFile.read(file, record -> {
                if (trouble.get() != null) {
                    throw new IOException(trouble.get());
                }
                send(producer, record, trouble);
            });
            producer.flush();
        }
        if (trouble.get() != null) {
            throw new IOException(trouble.get());
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> r, AtomicReference<String> trouble) {
        producer.send(
                new ProducerRecord<>(r.topic(), r.partition(), r.timestamp(), r.key(), r.value(), r.headers()),
                (metadata, e) -> {
                    if (e != null) {
                        trouble.compareAndSet(
                                null, "the record at " + place(r) + " can't be written: " + e.getMessage());
                    } else if (metadata.offset() != r.offset() && !isCompacted(r)) {
                        trouble.compareAndSet(
                                null, "the record at " + place(r) + " came to offset " + metadata.offset());
                    }
                });
    }

    /** There offsets mean nothing, and some are missing. */
    private static boolean isCompacted(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(LogTopics.PATIENT_KEYS.topicName());
    }

    static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }

    private static Restored verified(
            BackupFile.Summary summary, Map<String, Object> clientProperties, Optional<Path> publicKey)
            throws IOException {
        LogReplay replay = new LogReplay(summary.partitions());
        KeyAudit keys = new KeyAudit();
        try (TopicReader reader = new TopicReader(clientProperties)) {
            reader.read(LogTopics.STUDY_EVENTS.topicName(), record -> {
                replay.read(record);
                keys.readEvent(record);
            });
            reader.read(LogTopics.PATIENT_KEYS.topicName(), keys::readKey);
            LogReplay.requireKeys(keys);
            Checkpoint expected = Checkpoint.parse(summary.state());
            if (!replay.state(expected.time()).equals(expected)) {
                throw new IOException("what was written has other heads than what was backed up");
            }
            return new Restored(
                    replay.counts() + ", " + keys.summary() + ", heads as of the backup of " + expected.time(),
                    checked(reader, publicKey),
                    keys.masterKeyIds());
        }
    }

    /** The heads tell that the file was restored, the signatures that it was what our services wrote. */
    private static String checked(TopicReader reader, Optional<Path> publicKey) throws IOException {
        if (publicKey.isEmpty()) {
            return "It was not compared with its signatures, for want of keys/checkpoint.pub: run deploy/verify.";
        }
        VerificationReport report =
                Verify.verify(reader, CheckpointVerifier.fromFile(publicKey.get()), List.of(), new KeyAudit());
        Optional<Break> tampering = report.breaks().stream()
                .filter(found -> found.kind() != Break.Kind.UNEXPLAINED)
                .findFirst();
        if (tampering.isPresent()) {
            throw new IOException("by " + publicKey.get() + ", " + report.summary() + "; " + tampering.get()
                    + ". Without that key it is restored as it is");
        }
        // A dying service may have left it: no reason to withhold a log from those who need it.
        if (!report.breaks().isEmpty()) {
            return "Its signatures hold, but look at " + report.breaks().getFirst() + ".";
        }
        return "Its signatures hold: " + report.summary() + ".";
    }
}
