package org.accrual.command.intake;

import java.util.List;
import java.util.Optional;
import org.accrual.command.eventstore.axon.AxonModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.springframework.stereotype.Component;

/** Makes Axon give every command to its feature: a command's message is named after its sealed family. */
@Component
public final class FeatureModule implements AxonModule {
    private final List<Feature> features;

    public FeatureModule(List<Feature> features) {
        this.features = List.copyOf(features);
    }

    @Override
    public void registerWith(EventSourcingConfigurer configurer) {
        configurer.componentRegistry(registry -> registry.registerDecorator(
                MessageTypeResolver.class,
                0,
                (_, _, others) -> type -> family(type).or(() -> others.resolve(type))));
        for (Feature feature : features)
            configurer.registerCommandHandlingModule(
                    CommandHandlingModule.named(feature.family().getSimpleName())
                            .commandHandlers()
                            .annotatedCommandHandlingComponent(_ -> feature));
    }

    private Optional<MessageType> family(Class<?> type) {
        if (!Command.class.isAssignableFrom(type)) return Optional.empty();
        return features.stream()
                .map(Feature::family)
                .filter(family -> family.isAssignableFrom(type))
                .findFirst()
                .map(MessageType::new);
    }
}
