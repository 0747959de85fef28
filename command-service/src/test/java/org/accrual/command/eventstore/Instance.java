package org.accrual.command.eventstore;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.axon.KafkaEventStorageEngine;
import org.accrual.command.eventstore.axon.StateKind;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.MasterKey;
import org.accrual.log.keys.RecordSigner;
import org.accrual.study.events.Care.CareTransferred;
import org.accrual.study.events.Enrollment.ConsentBasis;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Role;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;

/** One command service's event store with two small commands: enroll, once per number, and transfer a patient's care. */
final class Instance implements AutoCloseable {
    static final MasterKey MASTER_KEY = new MasterKey(new byte[32]);

    static {
        // Whoever waits would be told of any thread's end in the whole process, whatever test it belongs to.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    record Enroll(Subject subject, String number) {}

    record Transfer(Subject subject, String to) {}

    record Subject(ChainKey chain, String patient) {}

    /** What happened to a patient, by the words of its events. */
    record Story(List<String> chapters) {
        static Story evolve(Story story, RecordedEvent event) {
            List<String> chapters = new ArrayList<>(story.chapters);
            chapters.add(
                    switch (event.event()) {
                        case PatientEnrolled e -> e.subjectNumber();
                        case CareTransferred e -> e.to();
                        default -> throw new AssertionError("not of this test: " + event);
                    });
            return new Story(chapters);
        }
    }

    /** The subject numbers of a center. */
    record Numbers(List<String> taken) {
        static Numbers evolve(Numbers numbers, RecordedEvent event) {
            return new Numbers(Story.evolve(new Story(numbers.taken()), event).chapters());
        }
    }

    private static final StateKind<Subject, Story> STORY = StateKind.of(
            Subject.class,
            Story.class,
            new Story(List.of()),
            Story::evolve,
            subject -> ChainTags.patient(subject.chain(), subject.patient()));

    private static final StateKind<ChainKey, Numbers> NUMBERS = StateKind.of(
            ChainKey.class,
            Numbers.class,
            new Numbers(List.of()),
            Numbers::evolve,
            ChainTags::wholeChain,
            PatientEnrolled.class);

    final KafkaChainStore store;
    final KafkaEventStorageEngine engine;
    final CommandDispatcher dispatcher;
    private final StudyEventStore all;

    Instance(Map<String, Object> clientProperties) {
        this(new StoreSettings(clientProperties, 4, 1), WriterLimits.STANDARD);
    }

    Instance(StoreSettings settings, WriterLimits limits) {
        this(settings, limits, MASTER_KEY);
    }

    Instance(StoreSettings settings, WriterLimits limits, MasterKey masterKey) {
        all = new StudyEventStore(settings, limits, masterKey, RecordSigner.NONE, List.of(Instance::register));
        store = all.chains();
        engine = all.engine();
        dispatcher = all.dispatcher();
    }

    Instance ready() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> store.readiness().whyNot().isEmpty());
        return this;
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    static CommandOrigin origin(Subject subject, String commandId, Object command) {
        return new CommandOrigin(
                subject.chain(), subject.patient(), "coordinator-1", Role.COORDINATOR, commandId, hash(command));
    }

    private static RecordHash hash(Object command) {
        try {
            return RecordHash.of(MessageDigest.getInstance("SHA-256")
                    .digest(command.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Optional<Answer> enroll(Subject subject, String number) {
        Enroll command = new Enroll(subject, number);
        return Optional.of(dispatcher.dispatch(command, origin(subject, newId(), command)));
    }

    Optional<Answer> transfer(Subject subject, String to) {
        return transfer(subject, to, newId());
    }

    Optional<Answer> transfer(Subject subject, String to, String commandId) {
        Transfer command = new Transfer(subject, to);
        return Optional.of(dispatcher.dispatch(command, origin(subject, commandId, command)));
    }

    /** What this instance would decide the next command on. */
    List<String> story(Subject subject) {
        List<String> chapters = new ArrayList<>();
        var events = engine.source(
                SourcingCondition.conditionFor(ChainTags.patient(subject.chain(), subject.patient())), null);
        for (var entry = events.next(); entry.isPresent(); entry = events.next()) {
            if (entry.get().message().payload() instanceof RecordedEvent event)
                chapters.addAll(Story.evolve(new Story(List.of()), event).chapters());
        }
        return chapters;
    }

    private static void register(EventSourcingConfigurer configurer) {
        configurer
                .registerEntity(STORY.module())
                .registerEntity(NUMBERS.module())
                .registerCommandHandlingModule(CommandHandlingModule.named("test")
                        .commandHandlers()
                        .commandHandler(new QualifiedName(Enroll.class), Instance::enroll)
                        .commandHandler(new QualifiedName(Transfer.class), Instance::transfer));
    }

    private static MessageStream.Single<CommandResultMessage> enroll(
            CommandMessage message, ProcessingContext context) {
        Enroll command = message.payloadAs(Enroll.class);
        return MessageStream.fromFuture(context.component(StateManager.class)
                .loadEntity(Numbers.class, command.subject().chain(), context)
                .thenApply(numbers -> {
                    if (numbers.taken().contains(command.number()))
                        throw new IllegalStateException(command.number() + " is taken");
                    EventAppender.forContext(context)
                            .append(new PatientEnrolled(
                                    command.number(),
                                    Sex.UNKNOWN,
                                    null,
                                    null,
                                    null,
                                    ConsentBasis.SYNTHETIC_DATA,
                                    null));
                    return null;
                }));
    }

    private static MessageStream.Single<CommandResultMessage> transfer(
            CommandMessage message, ProcessingContext context) {
        Transfer command = message.payloadAs(Transfer.class);
        return MessageStream.fromFuture(context.component(StateManager.class)
                .loadEntity(Story.class, command.subject(), context)
                .thenApply(story -> {
                    if (story.chapters().isEmpty()) throw new IllegalStateException("not enrolled");
                    if (story.chapters().contains(command.to()))
                        throw new IllegalStateException("was there before: " + command.to());
                    EventAppender.forContext(context)
                            .append(new CareTransferred(ClinicalDate.UNKNOWN, null, command.to(), null));
                    return null;
                }));
    }

    @Override
    public void close() {
        all.close();
    }
}
