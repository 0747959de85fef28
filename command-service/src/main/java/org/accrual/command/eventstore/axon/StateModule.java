package org.accrual.command.eventstore.axon;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.accrual.study.events.RecordedEvent;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A kernel's state as an Axon entity: its events, folded by its one {@code evolve}. */
public final class StateModule {
    private StateModule() {}

    /**
     * @param empty the state before the first event
     * @param criteria the events that the state consists of; a decision that reads it conflicts with any new one of them
     *     in the chain that it appends to
     */
    public static <I, S> EventSourcedEntityModule<I, S> of(
            Class<I> idType,
            Class<S> stateType,
            Function<I, S> empty,
            BiFunction<S, RecordedEvent, S> evolve,
            Function<I, EventCriteria> criteria) {
        return EventSourcedEntityModule.declarative(idType, stateType)
                .messagingModel((_, model) -> model.entityEvolver(
                                (state, message, _) -> evolve.apply(state, RecordedEvents.of(message)))
                        .build())
                .entityFactory(_ -> EventSourcedEntityFactory.fromIdentifier(empty))
                .criteriaResolver(_ -> (id, _) -> criteria.apply(id))
                .build();
    }
}
