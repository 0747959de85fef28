package org.accrual.command.eventstore.axon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.accrual.command.eventstore.writer.HistoryLost;

/**
 * States that were needed lately, each with the position to which it is folded, so that the next decision folds only what
 * is new. A state is never trusted beyond its position: what came after is always asked for, in the same look at the
 * history that the decision's condition names. One that was folded from a history which the log has lost is folded anew,
 * and all are forgotten when a patient's key changes: none outlives the erasure of its patient.
 */
public final class HotStates {
    /** Events folded into all states together: some hundred bytes to a kilobyte each. */
    public static final long EVENTS_MAX = 100_000;

    private final AtomicLong generation = new AtomicLong();
    private final Cache<Key, Hot<?>> states;

    public HotStates(long eventsMax) {
        states = Caffeine.newBuilder()
                .maximumWeight(eventsMax)
                .<Key, Hot<?>>weigher((_, hot) -> hot.events())
                .executor(Runnable::run)
                .build();
    }

    private record Key(Class<?> state, Object id) {}

    /**
     * @param state the fold of all its events before the position
     * @param position an ordinal of the history; 0 if no event was folded
     */
    record Hot<S>(S state, long position, int events) {
        static <S> Hot<S> empty(S state) {
            return new Hot<>(state, 0, 0);
        }

        /** @param position just after the event that led to the state */
        Hot<S> with(S next, long position) {
            return new Hot<>(next, position, events + 1);
        }
    }

    /**
     * @param fold the given state with whatever has happened since its position
     * @return the state as of now
     */
    <I, S> CompletableFuture<S> load(StateKind<I, S> kind, I id, Function<Hot<S>, CompletableFuture<Hot<S>>> fold) {
        long began = generation.get();
        Key key = new Key(kind.stateType(), id);
        return folded(kind, key, fold).thenApply(hot -> {
            keep(key, hot, began);
            return hot.state();
        });
    }

    private <S> CompletableFuture<Hot<S>> folded(
            StateKind<?, S> kind, Key key, Function<Hot<S>, CompletableFuture<Hot<S>>> fold) {
        Hot<S> nothing = Hot.empty(kind.empty());
        Hot<S> known = known(key);
        if (known == null) return fold.apply(nothing);
        try {
            return fold.apply(known);
        } catch (HistoryLost e) {
            return fold.apply(nothing);
        }
    }

    @SuppressWarnings("unchecked")
    private <S> Hot<S> known(Key key) {
        return (Hot<S>) states.getIfPresent(key);
    }

    private void keep(Key key, Hot<?> hot, long began) {
        if (hot.position() == 0 || generation.get() != began) return;
        // Somebody else may have come further meanwhile; positions of a later history are higher, too.
        states.asMap().merge(key, hot, (one, other) -> one.position() > other.position() ? one : other);
        if (generation.get() != began) states.invalidate(key);
    }

    /** What they were folded from can no longer be read, or can be read otherwise. */
    public void forgetAll() {
        generation.incrementAndGet();
        states.invalidateAll();
    }

    /** Events folded into what is kept now. */
    long events() {
        return states.asMap().values().stream().mapToLong(Hot::events).sum();
    }
}
