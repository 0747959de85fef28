package org.accrual.standalone.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.VerificationReport;
import org.accrual.log.clients.TopicReader;
import org.accrual.standalone.RunningStandalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStandalone.Extension.class)
class RunningLogTest {
    /** Each record of it is signed by the service, and the whole by checkpoints. */
    @Test
    void isWholeAsItIsWritten(RunningStandalone accrual) throws Exception {
        assertThat(accrual.command("administrator", "OpenStudy", """
                {"study":"verified", "title":"Verified while it runs", "origin":"SYNTHETIC"}""").statusCode())
                .isEqualTo(201);
        String kafka =
                Files.readString(accrual.data().resolve("run").resolve("kafka")).strip();
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", kafka))) {
            KeyAudit keys = new KeyAudit();
            VerificationReport report = Verify.verify(
                    reader,
                    CheckpointVerifier.fromFile(accrual.data().resolve("keys/checkpoint.pub")),
                    List.of(),
                    keys);
            assertThat(report.breaks()).isEmpty();
            assertThat(report.records()).isPositive();
            assertThat(keys.summary()).matches("[0-9]+ keys, 0 erased");
        }
    }
}
