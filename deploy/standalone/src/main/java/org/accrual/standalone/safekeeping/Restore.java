package org.accrual.standalone.safekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.accrual.kernel.log.Checkpoint;
import org.accrual.kernel.log.KeyAudit;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.TopicReader;
import org.accrual.standalone.DataDirectory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** {@code deploy/restore}: brings a backup into an empty Kafka, record by record at its old offset, and verifies it. */
final class Restore {
    private static final String USAGE = """
            usage: deploy/restore [--kafka HOST:PORT] [--kafka-properties FILE] [--data DIR] FILE
              FILE               a backup that deploy/backup made
              --data DIR         restore into DIR, in which there must be no log yet (default: data)
              --kafka HOST:PORT  restore into this Kafka instead, in which there must be no such topics yet
              --kafka-properties FILE  what Kafka's clients need beside the address (TLS, SASL), as in client.properties
            """;

    private static final int FAILED = 1;
    private static final int UNUSABLE_COMMAND_LINE = 2;
    private static final int REPLICAS_MAX = 3;

    private Restore() {}

    public static void main(String[] arguments) {
        try {
            Source source = Source.parseWithFile(arguments);
            try (OpenLog target = target(source)) {
                String restored = restore(source.file(), target.clientProperties());
                if (source.kafka() == null) {
                    System.out.println(
                            "Before you start Accrual there, copy master.key, checkpoint.key and checkpoint.pub into "
                                    + source.data().resolve("keys") + ".");
                }
                System.out.println("restored " + restored);
            }
        } catch (Source.Unusable e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(UNUSABLE_COMMAND_LINE);
        } catch (IOException | KafkaException | DataDirectory.Unusable e) {
            System.err.println("not restored: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static OpenLog target(Source source) throws IOException {
        BackupFile.read(source.file(), record -> {});
        if (source.kafka() != null) {
            return OpenLog.open(source);
        }
        DataDirectory data = DataDirectory.open(source.data());
        if (Files.exists(data.kafka())) {
            data.close();
            throw new IOException("there is a log in " + data.root() + " already");
        }
        return OpenLog.start(data);
    }

    /**
     * Writes only after the whole file was found intact.
     *
     * @return what was restored, for people
     * @throws IOException if the file is not whole, there is a log already, or what was written is not what was backed
     *     up: then the target is of no use
     */
    static String restore(Path file, Map<String, Object> clientProperties) throws IOException {
        BackupFile.Summary summary = BackupFile.read(file, record -> {});
        createTopics(clientProperties, summary.partitions());
        write(file, clientProperties);
        return verified(summary, clientProperties);
    }

    private static void createTopics(Map<String, Object> clientProperties, int partitions) throws IOException {
        try (Admin admin = Admin.create(clientProperties)) {
            Set<String> there = admin.listTopics().names().get();
            if (Stream.of(LogTopics.values()).anyMatch(topic -> there.contains(topic.topicName()))) {
                throw new IOException("there is a log already");
            }
            int brokers = admin.describeCluster().nodes().get().size();
            int replicas = brokers >= REPLICAS_MAX ? REPLICAS_MAX : 1;
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
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.CHECKPOINT_BYTES_MAX);
        AtomicReference<String> trouble = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
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

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }

    private static String verified(BackupFile.Summary summary, Map<String, Object> clientProperties)
            throws IOException {
        LogReplay replay = new LogReplay(summary.partitions());
        KeyAudit keys = new KeyAudit();
        try (TopicReader reader = new TopicReader(clientProperties)) {
            reader.read(LogTopics.STUDY_EVENTS.topicName(), record -> {
                replay.read(record);
                keys.readEvent(record);
            });
            reader.read(LogTopics.PATIENT_KEYS.topicName(), keys::readKey);
        }
        LogReplay.requireKeys(keys);
        Checkpoint expected = Checkpoint.parse(summary.state());
        if (!replay.state(expected.time()).equals(expected)) {
            throw new IOException("what was written has other heads than what was backed up");
        }
        return replay.counts() + ", " + keys.summary() + ", heads as of the backup of " + expected.time();
    }
}
