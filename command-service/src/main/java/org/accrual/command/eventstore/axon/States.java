package org.accrual.command.eventstore.axon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.modelling.StateManager;

/** The states that one decision rests on, one of a kind. */
public final class States {
    private final Map<StateKind<?, ?>, Object> states = new HashMap<>();

    private States() {}

    /** Whatever is appended in this context rests on them from now on. */
    public static CompletableFuture<States> load(List<StateOf<?, ?>> wanted, ProcessingContext context) {
        StateManager manager = context.component(StateManager.class);
        States loaded = new States();
        CompletableFuture<?> all = CompletableFuture.completedFuture(null);
        for (StateOf<?, ?> state : wanted)
            all = all.thenCompose(_ -> manager.loadEntity(state.kind().stateType(), state.id(), context))
                    .thenAccept(value -> loaded.states.put(state.kind(), value));
        return all.thenApply(_ -> loaded);
    }

    /** @throws IllegalArgumentException if the decision did not ask for it */
    public <S> S get(StateKind<?, S> kind) {
        Object state = states.get(kind);
        if (state == null) throw new IllegalArgumentException("a decision reads no " + kind.stateType() + " unasked");
        return kind.stateType().cast(state);
    }
}
