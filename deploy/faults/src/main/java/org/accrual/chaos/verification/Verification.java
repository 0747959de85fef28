package org.accrual.chaos.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.accrual.kernel.log.CheckpointVerifier;
import org.accrual.kernel.log.KeyAudit;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.LogVerifier;
import org.accrual.kernel.log.TopicReader;
import org.accrual.kernel.log.VerificationReport;

/** Whatever was broken around the services: nothing may look as if an attacker had been there. */
public final class Verification {
    private Verification() {}

    public static VerificationReport of(String bootstrapServers, int partitions, Path publicKey) {
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", bootstrapServers))) {
            String events = LogTopics.STUDY_EVENTS.topicName();
            LogVerifier verifier = new LogVerifier(events, partitions, CheckpointVerifier.fromFile(publicKey));
            KeyAudit keys = new KeyAudit();
            reader.read(LogTopics.CHECKPOINTS.topicName(), verifier::readCheckpoint);
            Map<Integer, Long> ends = reader.read(events, record -> {
                verifier.read(record);
                keys.readEvent(record);
            });
            reader.read(LogTopics.PATIENT_KEYS.topicName(), keys::readKey);
            return verifier.report(ends).alsoBroken(keys.breaks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
