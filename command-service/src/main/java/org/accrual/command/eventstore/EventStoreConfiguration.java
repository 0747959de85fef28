package org.accrual.command.eventstore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.kernel.log.MasterKey;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the event store and Axon by hand; the features add themselves as {@link AxonModule}s. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
class EventStoreConfiguration {
    @Bean
    KafkaChainStore chainStore(KafkaSettings kafka) {
        return new KafkaChainStore(kafka.store(), WriterLimits.STANDARD, StudyRecordCodec::labelsOf);
    }

    @Bean
    PatientKeyTopic patientKeyTopic(KafkaSettings kafka, @Value("${accrual.master-key-file}") Path masterKeyFile)
            throws IOException {
        return new PatientKeyTopic(kafka.store().clientProperties(), MasterKey.fromFile(masterKeyFile));
    }

    @Bean
    KafkaEventStorageEngine eventStorageEngine(KafkaChainStore store, PatientKeyTopic keys) {
        PatientKeyWriter keyWriter = new PatientKeyWriter(store::lastKeyId, keys, keys);
        return new KafkaEventStorageEngine(store, new StudyRecordCodec(keyWriter, keys));
    }

    @Bean(initMethod = "start", destroyMethod = "shutdown")
    AxonConfiguration axonConfiguration(KafkaEventStorageEngine engine, ObjectProvider<AxonModule> modules) {
        return axon(engine, modules.orderedStream().toList()).build();
    }

    /** Axon over any storage engine, with these modules. */
    static EventSourcingConfigurer axon(EventStorageEngine engine, Iterable<AxonModule> modules) {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> engine)
                .registerTagResolver(_ -> new EnvelopeTagResolver())
                .messaging(messaging -> messaging
                        .registerMessageTypeResolver(_ -> messageTypes())
                        .registerCorrelationDataProvider(_ -> EnvelopeMetadata::inherited));
        modules.forEach(module -> module.registerWith(configurer));
        return configurer;
    }

    /** Axon 5.0 reads annotations anew for every message; a class's answer never changes, so it is remembered. */
    private static MessageTypeResolver messageTypes() {
        MessageTypeResolver events = new StudyEventTypes();
        MessageTypeResolver others = new AnnotationMessageTypeResolver();
        ConcurrentMap<Class<?>, Optional<MessageType>> known = new ConcurrentHashMap<>();
        return type -> known.computeIfAbsent(type, t -> events.resolve(t).or(() -> others.resolve(t)));
    }

    @Bean
    CommandLog commandLog(KafkaChainStore store) {
        return new CommandLog(store);
    }

    @Bean
    CommandDispatcher commandDispatcher(AxonConfiguration axon, CommandLog log) {
        return new CommandDispatcher(axon.getComponent(CommandGateway.class), log);
    }

    @Bean
    EventStoreHealth eventStoreHealthIndicator(KafkaChainStore store) {
        return new EventStoreHealth(store);
    }

    @Bean
    EventStoreMeters eventStoreMeters(KafkaChainStore store) {
        return new EventStoreMeters(store);
    }
}
