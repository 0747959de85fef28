package org.accrual.command.eventstore.axon;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.accrual.study.events.RecordedEvent;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.modelling.repository.ManagedEntity;
import org.axonframework.modelling.repository.Repository;

/** Sources one kind of state, from where it was folded to before. Reading it makes the context's append rest on it. */
final class StateRepository<I, S> implements Repository.LifecycleManagement<I, S> {
    private final StateKind<I, S> kind;
    private final EventStore events;
    private final HotStates hotStates;

    StateRepository(StateKind<I, S> kind, EventStore events, HotStates hotStates) {
        this.kind = kind;
        this.events = events;
        this.hotStates = hotStates;
    }

    @Override
    public Class<S> entityType() {
        return kind.stateType();
    }

    @Override
    public Class<I> idType() {
        return kind.idType();
    }

    @Override
    public CompletableFuture<ManagedEntity<I, S>> load(I id, ProcessingContext context) {
        return hotStates.load(kind, id, hot -> fold(id, hot, context)).thenApply(state -> new Loaded<>(id, state));
    }

    private CompletableFuture<HotStates.Hot<S>> fold(I id, HotStates.Hot<S> hot, ProcessingContext context) {
        var criteria = kind.criteria().apply(id);
        var condition = hot.position() == 0
                ? SourcingCondition.conditionFor(criteria)
                : SourcingCondition.conditionFor(new GlobalIndexConsistencyMarker(hot.position()).position(), criteria);
        return folded(hot, events.transaction(context).source(condition));
    }

    private <M extends EventMessage> CompletableFuture<HotStates.Hot<S>> folded(
            HotStates.Hot<S> hot, MessageStream<M> news) {
        return news.reduce(hot, (at, entry) -> {
            var recorded = (RecordedEvent) entry.message().payload();
            long position =
                    TrackingToken.fromContext(entry).orElseThrow().position().orElseThrow();
            return at.with(kind.evolve().apply(at.state(), recorded), position);
        });
    }

    @Override
    public CompletableFuture<ManagedEntity<I, S>> loadOrCreate(I id, ProcessingContext context) {
        return load(id, context);
    }

    /** @throws UnsupportedOperationException always: a state changes by its events alone */
    @Override
    public ManagedEntity<I, S> attach(ManagedEntity<I, S> state, ProcessingContext context) {
        throw new UnsupportedOperationException("a state changes by its events alone");
    }

    /** @throws UnsupportedOperationException always: a state changes by its events alone */
    @Override
    public ManagedEntity<I, S> persist(I id, S state, ProcessingContext context) {
        throw new UnsupportedOperationException("a state changes by its events alone");
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("state", kind.stateType());
    }

    private record Loaded<I, S>(I identifier, S entity) implements ManagedEntity<I, S> {
        @Override
        public S applyStateChange(UnaryOperator<S> change) {
            throw new UnsupportedOperationException("a state changes by its events alone");
        }
    }
}
