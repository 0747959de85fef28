package org.accrual.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.accrual.command.eventstore.CommandDispatcher;
import org.accrual.command.eventstore.CommandOrigin;
import org.accrual.command.eventstore.StudyEventStore;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.axon.StateKind;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.RecordSigner;
import org.accrual.study.events.Care.CareTransferred;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Role;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;

/** Ours, whole: through Axon, with a state sourced and decrypted, its condition checked, the event encrypted, chained and signed. */
final class StudyAppends implements AutoCloseable {
    private static final int CENTERS = 8;
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    /** A patient's stream has about so many events, then the next patient comes. */
    private static final int EVENTS_PER_PATIENT = 20;

    record Transfer(Subject subject) {}

    record Subject(ChainKey chain, String patient) {}

    record Length(int events) {}

    private final StudyEventStore store;
    private final CommandDispatcher dispatcher;
    private final List<Turn> turns = new ArrayList<>();

    /** One client's patient, and how far the patient's story has come. */
    private static final class Turn {
        private String patient;
        private int events = EVENTS_PER_PATIENT;
    }

    StudyAppends(String bootstrap, int partitions, int clients, RecordSigner signer)
            throws InterruptedException, TimeoutException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        store = new StudyEventStore(
                new StoreSettings(Map.of("bootstrap.servers", bootstrap), partitions, 1),
                WriterLimits.STANDARD,
                new MasterKey(secret),
                signer,
                List.of(StudyAppends::register));
        dispatcher = store.dispatcher();
        for (int i = 0; i < clients; i++) turns.add(new Turn());
        awaitReady();
    }

    private void awaitReady() throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (store.chains().readiness().whyNot().isPresent()) {
            if (System.nanoTime() > deadline)
                throw new TimeoutException(store.chains().readiness().whyNot().orElse("ready too late"));
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    void append(int client) {
        Turn turn = turns.get(client);
        if (turn.events++ >= EVENTS_PER_PATIENT) {
            turn.patient = UUID.randomUUID().toString();
            turn.events = 0;
        }
        Subject subject = new Subject(new ChainKey("bench/c" + client % CENTERS), turn.patient);
        CommandOrigin origin = new CommandOrigin(
                subject.chain,
                subject.patient,
                "bench",
                Role.SYSTEM,
                UUID.randomUUID().toString(),
                RecordHash.of(new byte[RecordHash.BYTES]));
        dispatcher.dispatch(new Transfer(subject), origin);
    }

    private static void register(EventSourcingConfigurer configurer) {
        configurer
                .registerEntity(StateKind.of(
                                Subject.class,
                                Length.class,
                                new Length(0),
                                (length, _) -> new Length(length.events + 1),
                                id -> ChainTags.patient(id.chain, id.patient))
                        .module())
                .registerCommandHandlingModule(CommandHandlingModule.named("bench")
                        .commandHandlers()
                        .commandHandler(new QualifiedName(Transfer.class), StudyAppends::handle));
    }

    private static MessageStream.Single<CommandResultMessage> handle(
            CommandMessage message, ProcessingContext context) {
        Transfer command = message.payloadAs(Transfer.class);
        return MessageStream.fromFuture(context.component(StateManager.class)
                .loadEntity(Length.class, command.subject, context)
                .thenApply(length -> {
                    EventAppender.forContext(context)
                            .append(new CareTransferred(ClinicalDate.UNKNOWN, null, "after " + length.events, null));
                    return null;
                }));
    }

    @Override
    public void close() {
        store.close();
    }
}
