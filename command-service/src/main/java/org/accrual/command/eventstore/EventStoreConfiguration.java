package org.accrual.command.eventstore;

import java.io.IOException;
import java.nio.file.Path;
import org.accrual.command.eventstore.axon.AxonModule;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.RecordSigner;
import org.axonframework.common.configuration.AxonConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives Spring the event store; the features add themselves as {@link AxonModule}s. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
class EventStoreConfiguration {
    @Bean
    StudyEventStore studyEventStore(
            KafkaSettings kafka,
            @Value("${accrual.master-key-file}") Path masterKeyFile,
            @Value("${accrual.checkpoint-key-file:#{null}}") Path signingKeyFileOrNull,
            ObjectProvider<AxonModule> modules)
            throws IOException {
        return new StudyEventStore(
                kafka.store(),
                WriterLimits.STANDARD,
                MasterKey.fromFile(masterKeyFile),
                signingKeyFileOrNull == null ? RecordSigner.NONE : RecordSigner.fromFile(signingKeyFileOrNull),
                modules.orderedStream().toList());
    }

    @Bean(destroyMethod = "")
    KafkaChainStore chainStore(StudyEventStore store) {
        return store.chains();
    }

    @Bean(destroyMethod = "")
    AxonConfiguration axonConfiguration(StudyEventStore store) {
        return store.axon();
    }

    @Bean
    CommandLog commandLog(StudyEventStore store) {
        return store.log();
    }

    @Bean
    CommandDispatcher commandDispatcher(StudyEventStore store) {
        return store.dispatcher();
    }

    @Bean
    EventStoreHealth eventStoreHealthIndicator(KafkaChainStore store) {
        return new EventStoreHealth(store);
    }

    @Bean
    EventStoreMeters eventStoreMeters(StudyEventStore store) {
        return new EventStoreMeters(store.chains(), store.keyAlarms());
    }

    /** Not part of readiness: all other patients can be served; but somebody has to look. */
    @Bean
    HealthIndicator patientKeysHealthIndicator(StudyEventStore store) {
        return () -> store.keyTrouble()
                .map(reason ->
                        Health.outOfService().withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
