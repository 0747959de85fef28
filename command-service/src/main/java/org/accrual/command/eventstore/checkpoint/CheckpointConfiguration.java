package org.accrual.command.eventstore.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.accrual.command.eventstore.KafkaSettings;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.log.audit.CheckpointSigner;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checkpoints are signed where a site has given a key for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(CheckpointConfiguration.KEY_FILE)
class CheckpointConfiguration {
    static final String KEY_FILE = "accrual.checkpoint-key-file";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** @param store made first, so destroyed last: what it has written is signed at the end */
    @Bean
    CheckpointWriter checkpointWriter(
            KafkaSettings kafka,
            KafkaChainStore store,
            @Value("${accrual.checkpoint-key-file}") Path privateKey,
            @Value("${accrual.checkpoint-interval}") Duration interval)
            throws IOException {
        return new CheckpointWriter(
                kafka.store(),
                CheckpointSigner.fromFile(privateKey),
                KeptCheckpoint.beside(privateKey),
                InstantSource.system(),
                interval,
                PATIENCE,
                () -> store.readiness().whyNot().isEmpty(),
                store::hasQuorum);
    }

    /** Not part of readiness: commands can be recorded though nothing vouches for them; but somebody has to look. */
    @Bean
    HealthIndicator checkpointsHealthIndicator(CheckpointWriter writer, KafkaChainStore store) {
        return () -> store.readiness()
                .whyNotSigning()
                .or(writer::trouble)
                .map(reason ->
                        Health.outOfService().withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
