package org.accrual.command.intake;

import java.util.List;
import java.util.stream.Stream;
import org.accrual.command.eventstore.axon.AxonModule;
import org.accrual.command.eventstore.axon.States;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.springframework.stereotype.Component;

/** The one handler of all commands: the states that a command reads in, its decision out, and what was decided appended. */
@Component
public final class CommandHandler implements AxonModule {
    private static final MessageType COMMAND = new MessageType(Command.class);

    private final List<Feature> features;

    public CommandHandler(List<Feature> features) {
        this.features = List.copyOf(features);
    }

    @Override
    public void registerWith(EventSourcingConfigurer configurer) {
        Stream.concat(StudyStates.ALL.stream(), features.stream().flatMap(feature -> feature.states().stream()))
                .forEach(state -> configurer.registerEntity(state.module()));
        configurer
                .componentRegistry(registry -> registry.registerDecorator(
                        MessageTypeResolver.class,
                        0,
                        (_, _, others) -> type -> Command.class.isAssignableFrom(type)
                                ? java.util.Optional.of(COMMAND)
                                : others.resolve(type)))
                .registerCommandHandlingModule(CommandHandlingModule.named("commands")
                        .commandHandlers()
                        .commandHandler(new QualifiedName(Command.class), CommandHandler::handle));
    }

    private static MessageStream.Single<CommandResultMessage> handle(
            CommandMessage message, ProcessingContext context) {
        Command command = message.payloadAs(Command.class);
        return MessageStream.fromFuture(States.load(command.reads(), context).thenApply(states -> {
            record(command.decide(states), EventAppender.forContext(context));
            return null;
        }));
    }

    /** @throws CommandRefused if the decision is a refusal */
    private static void record(Decision decision, EventAppender events) {
        switch (decision) {
            case Decision.Accepted accepted -> events.append(accepted.event());
            case Decision.Refused refused -> throw new CommandRefused(refused.refusal());
        }
    }
}
