package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.accrual.broker.DamagedLog;
import org.accrual.broker.DiskFailed;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.standalone.CommandLines;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/verify}: checks every chain and signed checkpoint from Kafka and the public key alone. */
@Command(
        name = "deploy/verify",
        sortOptions = false,
        description = {
            "Checks every chain and every signed checkpoint of the log of the Accrual that runs on DIR or, if none does,"
                    + " of the one kept there.",
            "Ends with 1 if anything is broken, after naming the first bad record."
        })
final class Verify implements Callable<Integer> {
    private static final int BROKEN = 1;
    private static final int UNUSABLE = 2;
    private static final int BREAKS_SHOWN = 20;

    @Mixin
    private SourceOptions log;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the public key that belongs to the signer's (default: DIR/keys/checkpoint.pub)")
    private Path key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a copy of a checkpoint, which the log must still agree with (default: checkpoint.last beside"
                    + " the public key, if it is there)")
    private Path copy;

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new Verify()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            return verify(VerifyOptions.of(log.source(), key, copy));
        } catch (DiskFailed e) {
            System.err.println(e.getMessage());
            return DiskFailed.EXIT_CODE;
        } catch (DamagedLog e) {
            System.out.println("first bad record: " + e.getMessage());
            return BROKEN;
        } catch (IOException | KafkaException e) {
            System.err.println("the log can't be verified: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            // Whatever it is, it says nothing of the log.
            System.err.println("the log can't be verified: " + e);
            e.printStackTrace();
        }
        return UNUSABLE;
    }

    private static int verify(VerifyOptions options) throws IOException {
        CheckpointVerifier signatures = CheckpointVerifier.fromFile(options.key());
        List<VerifiedCheckpoint> copies = options.copies(signatures);
        try (OpenLog log = OpenLog.open(options.source());
                TopicReader reader = new TopicReader(log.clientProperties())) {
            KeyAudit keys = new KeyAudit();
            VerificationReport report = verify(reader, signatures, copies, keys);
            print(report, keys);
            System.out.println("public key " + signatures.fingerprint() + " (" + options.key() + ")");
            copies.forEach(copy -> System.out.println("copy of checkpoint "
                    + copy.checkpoint().number() + " of " + copy.checkpoint().time()));
            System.out.println(report.summary());
            return report.breaks().isEmpty() ? 0 : BROKEN;
        }
    }

    static Path publicKey(Path data) {
        return data.resolve("keys").resolve("checkpoint.pub");
    }

    /**
     * Checkpoints first: what they say can then be compared as the log is read. Keys last: see {@link KeyAudit}.
     *
     * @param copies of checkpoints, kept apart from the log
     * @param keys a new one, for what it says afterwards
     * @throws IOException if there is no log, nor any sign that there was one
     */
    static VerificationReport verify(
            TopicReader reader, CheckpointVerifier signatures, List<VerifiedCheckpoint> copies, KeyAudit keys)
            throws IOException {
        String events = LogTopics.STUDY_EVENTS.topicName();
        int partitions = reader.partitions(events);
        LogVerifier verifier = new LogVerifier(events, partitions, signatures);
        copies.forEach(verifier::expect);
        if (exists(reader, LogTopics.CHECKPOINTS)) {
            verifier.checkpointsEndAt(
                    reader.read(LogTopics.CHECKPOINTS.topicName(), verifier::readCheckpoint, verifier::readUnreadable)
                            .get(0));
        }
        Map<Integer, Long> ends = partitions == 0
                ? Map.of()
                : reader.read(
                        events,
                        record -> {
                            verifier.read(record);
                            keys.readEvent(record);
                        },
                        verifier::readUnreadable);
        if (exists(reader, LogTopics.PATIENT_KEYS)) {
            reader.read(LogTopics.PATIENT_KEYS.topicName(), keys::readKey, verifier::readUnreadable);
        }
        VerificationReport report =
                verifier.report(ends).alsoBroken(keys.breaks()).alsoBroken(furtherPartitions(reader));
        if (partitions == 0 && keys.made() > 0) {
            report = report.alsoBroken(List.of(new Break(
                    Break.Kind.IMPOSSIBLE,
                    events,
                    0,
                    0,
                    "the topic is gone, and " + LogTopics.PATIENT_KEYS.topicName() + " has " + keys.made()
                            + " keys that were made for it")));
        }
        if (partitions == 0 && report.breaks().isEmpty()) {
            throw new IOException("there is no topic " + events);
        }
        return report;
    }

    private static boolean exists(TopicReader reader, LogTopics topic) {
        return reader.partitions(topic.topicName()) > 0;
    }

    /** A key or a checkpoint that lies there is lost to the services, which read the first partition alone. */
    private static List<Break> furtherPartitions(TopicReader reader) {
        return Stream.of(LogTopics.PATIENT_KEYS, LogTopics.CHECKPOINTS)
                .map(LogTopics::topicName)
                .filter(topic -> reader.partitions(topic) > 1)
                .map(topic -> new Break(
                        Break.Kind.UNREAD,
                        topic,
                        1,
                        0,
                        "the topic " + topic + " has " + reader.partitions(topic) + " partitions and must have 1"))
                .toList();
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
    }

    private static String at(Checkpoint last) {
        String position = last.position().toString();
        return position.isEmpty() ? " at the start" : " at " + position;
    }
}
