package org.accrual.standalone.safekeeping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.accrual.kernel.log.Break;
import org.accrual.kernel.log.Checkpoint;
import org.accrual.kernel.log.CheckpointVerifier;
import org.accrual.kernel.log.KeyAudit;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.LogVerifier;
import org.accrual.kernel.log.TopicReader;
import org.accrual.kernel.log.VerificationReport;
import org.apache.kafka.common.KafkaException;

/** {@code deploy/verify}: checks every chain and signed checkpoint from Kafka and the public key alone. */
final class Verify {
    private static final String USAGE = """
            usage: deploy/verify [--kafka HOST:PORT] [--kafka-properties FILE] [--data DIR]
              --data DIR         the public key is DIR/keys/checkpoint.pub; without --kafka the log is that of the
                                 Accrual that runs on DIR or, if none does, the one kept there (default: data)
              --kafka HOST:PORT  the log is in this Kafka
              --kafka-properties FILE  what Kafka's clients need beside the address (TLS, SASL), as in client.properties
            """;

    private static final int BROKEN = 1;
    private static final int UNUSABLE = 2;
    private static final int BREAKS_SHOWN = 20;

    private Verify() {}

    public static void main(String[] arguments) {
        try {
            Source source = Source.parse(arguments);
            System.exit(verify(source));
        } catch (Source.Unusable e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(UNUSABLE);
        } catch (IOException | KafkaException e) {
            System.err.println("the log can't be verified: " + e.getMessage());
            System.exit(UNUSABLE);
        }
    }

    private static int verify(Source source) throws IOException {
        CheckpointVerifier signatures = CheckpointVerifier.fromFile(publicKey(source.data()));
        try (OpenLog log = OpenLog.open(source);
                TopicReader reader = new TopicReader(log.clientProperties())) {
            KeyAudit keys = new KeyAudit();
            VerificationReport report = verify(reader, signatures, keys);
            print(report, keys);
            return report.breaks().isEmpty() ? 0 : BROKEN;
        }
    }

    static Path publicKey(Path data) {
        return data.resolve("keys").resolve("checkpoint.pub");
    }

    /**
     * Checkpoints first: what they say can then be compared as the log is read. Keys last: see {@link KeyAudit}.
     *
     * @param keys a new one, for what it says afterwards
     */
    static VerificationReport verify(TopicReader reader, CheckpointVerifier signatures, KeyAudit keys)
            throws IOException {
        String topic = LogTopics.STUDY_EVENTS.topicName();
        int partitions = reader.partitions(topic);
        if (partitions == 0) {
            throw new IOException("there is no topic " + topic);
        }
        LogVerifier verifier = new LogVerifier(topic, partitions, signatures);
        if (reader.partitions(LogTopics.CHECKPOINTS.topicName()) > 0) {
            reader.read(LogTopics.CHECKPOINTS.topicName(), verifier::readCheckpoint);
        }
        Map<Integer, Long> ends = reader.read(topic, record -> {
            verifier.read(record);
            keys.readEvent(record);
        });
        if (reader.partitions(LogTopics.PATIENT_KEYS.topicName()) > 0) {
            reader.read(LogTopics.PATIENT_KEYS.topicName(), keys::readKey);
        }
        return verifier.report(ends).alsoBroken(keys.breaks());
    }

    private static void print(VerificationReport report, KeyAudit keys) {
        report.breaks().stream().limit(1).forEach(first -> System.out.println("first bad record: " + first));
        report.breaks().stream()
                .skip(1)
                .limit(BREAKS_SHOWN)
                .map(Break::toString)
                .forEach(System.out::println);
        System.out.println(report.last()
                .map(last -> report.checkpoints() + " checkpoints, the last of " + last.time() + at(last))
                .orElse("no checkpoint"));
        System.out.println(keys.summary());
        System.out.println(report.summary());
    }

    private static String at(Checkpoint last) {
        String position = last.position().toString();
        return position.isEmpty() ? " at the start" : " at " + position;
    }
}
