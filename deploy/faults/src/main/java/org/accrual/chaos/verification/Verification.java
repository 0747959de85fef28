package org.accrual.chaos.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.TopicReader;
import org.accrual.log.format.LogPosition;

/**
 * Whatever was broken around the services: nothing may look as if an attacker had been there.
 *
 * @param publicKey of those who sign
 */
public record Verification(String bootstrapServers, int partitions, Path publicKey) {
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();

    private record Read(VerificationReport report, Map<Integer, Long> ends) {}

    public VerificationReport report() {
        return read().report;
    }

    /** Whether the last checkpoint speaks of everything that the log holds. */
    public boolean isSignedToItsEnd() {
        Read read = read();
        LogPosition end = LogPosition.parse(read.ends.entrySet().stream()
                .map(partition -> "p" + partition.getKey() + ":" + partition.getValue())
                .collect(Collectors.joining(",")));
        return read.report.last().filter(last -> last.position().covers(end)).isPresent();
    }

    private Read read() {
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", bootstrapServers))) {
            LogVerifier verifier = new LogVerifier(EVENTS, partitions, CheckpointVerifier.fromFile(publicKey));
            KeyAudit keys = new KeyAudit();
            reader.read(LogTopics.CHECKPOINTS.topicName(), verifier::readCheckpoint);
            Map<Integer, Long> ends = reader.read(EVENTS, record -> {
                verifier.read(record);
                keys.readEvent(record);
            });
            reader.read(LogTopics.PATIENT_KEYS.topicName(), keys::readKey);
            return new Read(verifier.report(ends).alsoBroken(keys.breaks()), ends);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
