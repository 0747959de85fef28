package org.accrual.command.eventstore.axon;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyEvent;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventTypeRestrictableEventCriteria;
import org.axonframework.modelling.configuration.EntityModule;
import org.axonframework.modelling.configuration.StateBasedEntityModule;

/**
 * A kind of state that decisions read: events of some subject, folded by one {@code evolve}. Several kinds may belong to
 * the same subject, each with the events that are its own. Its criteria are at once what it is folded from and what a
 * decision that has read it rests on.
 *
 * @param empty the state before the first event
 * @param criteria the events that the state consists of; a decision that reads it conflicts with any new one of them in
 *     the chain that it appends to
 */
public record StateKind<I, S>(
        Class<I> idType,
        Class<S> stateType,
        S empty,
        BiFunction<S, RecordedEvent, S> evolve,
        Function<I, EventCriteria> criteria) {

    /**
     * @param subject whose events ({@link ChainTags})
     * @param own which of them, by event or by a sealed family of events; all if none is named
     */
    @SafeVarargs
    public static <I, S> StateKind<I, S> of(
            Class<I> idType,
            Class<S> stateType,
            S empty,
            BiFunction<S, RecordedEvent, S> evolve,
            Function<I, EventTypeRestrictableEventCriteria> subject,
            Class<? extends StudyEvent>... own) {
        QualifiedName[] types = Arrays.stream(own).flatMap(StateKind::typesOf).toArray(QualifiedName[]::new);
        Function<I, EventCriteria> criteria =
                own.length == 0 ? subject::apply : id -> subject.apply(id).andBeingOneOfTypes(types);
        return new StateKind<>(idType, stateType, empty, evolve, criteria);
    }

    private static Stream<QualifiedName> typesOf(Class<? extends StudyEvent> family) {
        return EventCodec.types().values().stream()
                .filter(family::isAssignableFrom)
                .map(StudyEventTypes::nameOf);
    }

    public StateOf<I, S> of(I id) {
        return new StateOf<>(this, id);
    }

    /** As an entity of Axon's. */
    public EntityModule<I, S> module() {
        return StateBasedEntityModule.declarative(idType, stateType)
                .repository(axon -> new StateRepository<>(
                        this, axon.getComponent(EventStore.class), axon.getComponent(HotStates.class)))
                .build();
    }
}
