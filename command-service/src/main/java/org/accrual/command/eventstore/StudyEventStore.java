package org.accrual.command.eventstore;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.accrual.command.eventstore.axon.AxonModule;
import org.accrual.command.eventstore.axon.EnvelopeMetadata;
import org.accrual.command.eventstore.axon.EnvelopeTagResolver;
import org.accrual.command.eventstore.axon.HotStates;
import org.accrual.command.eventstore.axon.KafkaEventStorageEngine;
import org.accrual.command.eventstore.axon.StudyEventTypes;
import org.accrual.command.eventstore.axon.StudyRecordCodec;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.keys.KeyAlarms;
import org.accrual.command.eventstore.keys.PatientKeyTopic;
import org.accrual.command.eventstore.keys.PatientKeyWriter;
import org.accrual.command.eventstore.writer.CommandKey;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.format.ChainKey;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.RecordSigner;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;

/** One instance's event store with Axon on top, wired by hand. Begins at once to read the log; opens when it has. */
public final class StudyEventStore implements AutoCloseable {
    private final KafkaChainStore store;
    private final PatientKeyTopic keys;
    private final KeyAlarms keyAlarms;
    private final KafkaEventStorageEngine engine;
    private final AxonConfiguration axon;
    private final CommandLog log;

    /**
     * @param masterKey wraps the patients' keys
     * @param signer signs what is written
     * @param modules the features' states and command handlers
     */
    public StudyEventStore(
            StoreSettings settings,
            WriterLimits limits,
            MasterKey masterKey,
            RecordSigner signer,
            Iterable<AxonModule> modules) {
        store = new KafkaChainStore(settings, limits, signer, StudyRecordCodec::labelsOf);
        keys = new PatientKeyTopic(settings.clientProperties(), masterKey);
        keyAlarms = new KeyAlarms(keys);
        store.readiness().needs(keys::trouble);
        engine = new KafkaEventStorageEngine(
                store, new StudyRecordCodec(new PatientKeyWriter(store::lastKeyId, keyAlarms, keys), keyAlarms));
        HotStates hotStates = new HotStates(HotStates.EVENTS_MAX);
        keys.onChange(hotStates::forgetAll);
        axon = axon(engine, hotStates, modules).start();
        log = commandLog();
    }

    private CommandLog commandLog() {
        return new CommandLog() {
            @Override
            public void requireOpen(ChainKey chain) {
                store.whyClosed(chain).ifPresent(reason -> {
                    throw new StoreUnavailable(reason);
                });
            }

            @Override
            public Optional<Answer> find(ChainKey chain, String actor, String commandId) {
                return store.find(chain, new CommandKey(actor, commandId)).map(Answer::of);
            }

            @Override
            public long marker() {
                return store.marker();
            }

            @Override
            public void catchUp(ChainKey chain) {
                if (!store.catchUp(chain)) throw new StoreUnavailable("Kafka does not say how far the log reaches");
            }
        };
    }

    /** Axon over any storage engine, with these modules. */
    static EventSourcingConfigurer axon(EventStorageEngine engine, HotStates hotStates, Iterable<AxonModule> modules) {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .componentRegistry(registry -> registry.registerComponent(HotStates.class, _ -> hotStates))
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

    public CommandDispatcher dispatcher() {
        return new CommandDispatcher(axon.getComponent(CommandGateway.class), log);
    }

    public CommandLog log() {
        return log;
    }

    public AxonConfiguration axon() {
        return axon;
    }

    public KafkaChainStore chains() {
        return store;
    }

    /** What somebody has to look at among the patients' keys, whether it was needed yet or not. */
    Optional<String> keyTrouble() {
        return keyAlarms.trouble().or(keys::erasures);
    }

    public KeyAlarms keyAlarms() {
        return keyAlarms;
    }

    KafkaEventStorageEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        axon.shutdown();
        store.close();
        keys.close();
    }
}
