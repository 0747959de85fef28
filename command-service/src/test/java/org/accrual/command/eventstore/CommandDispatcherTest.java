package org.accrual.command.eventstore;

import static org.accrual.command.eventstore.Instance.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogPosition;
import org.accrual.log.format.RecordHash;
import org.accrual.study.words.Role;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.commandhandling.gateway.CommandResult;
import org.axonframework.messaging.commandhandling.gateway.FutureCommandResult;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.junit.jupiter.api.Test;

/** How often a command is decided, and what its sender is told. */
class CommandDispatcherTest {
    private static final Answer RECORDED =
            new Answer(RecordHash.of(new byte[32]), List.of(newId()), null, LogPosition.after(0, 7));
    private static final CommandOrigin ORIGIN = new CommandOrigin(
            new ChainKey("s1/c1"), null, "someone", Role.COORDINATOR, newId(), RecordHash.of(new byte[32]));

    private final AtomicInteger decisions = new AtomicInteger();
    private Optional<Answer> log = Optional.empty();
    private boolean closed;
    private boolean leaderless;
    private int unread;
    private int read;

    @Test
    void decidesAgainAfterALostRace() {
        CommandDispatcher dispatcher = dispatcher(decision -> {
            if (decision < 3) return CompletableFuture.failedFuture(conflict());
            log = Optional.of(RECORDED);
            return CompletableFuture.completedFuture(null);
        });

        assertThat(dispatcher.dispatch("command", ORIGIN)).isEqualTo(RECORDED);
        assertThat(decisions).hasValue(3);
    }

    @Test
    void givesUpAfterManyLostRaces() {
        CommandDispatcher dispatcher = dispatcher(_ -> CompletableFuture.failedFuture(conflict()));

        assertThatThrownBy(() -> dispatcher.dispatch("command", ORIGIN)).isInstanceOf(AppendConflict.class);
        assertThat(decisions.get()).isBetween(2, 20);
    }

    @Test
    void doesNotDecideWhatIsRecorded() {
        log = Optional.of(RECORDED);

        assertThat(dispatcher(_ -> CompletableFuture.completedFuture(null)).dispatch("command", ORIGIN))
                .isEqualTo(RECORDED);
        assertThat(decisions).hasValue(0);
    }

    @Test
    void answersWithItsTwinIfThatWasRecordedMeanwhile() {
        CommandDispatcher refused = dispatcher(_ -> {
            log = Optional.of(RECORDED);
            return CompletableFuture.failedFuture(new IllegalStateException("the twin has done it"));
        });
        assertThat(refused.dispatch("command", ORIGIN)).isEqualTo(RECORDED);

        log = Optional.empty();
        CommandDispatcher duplicate =
                dispatcher(_ -> CompletableFuture.failedFuture(new DuplicateCommandException(RECORDED)));
        assertThat(duplicate.dispatch("command", ORIGIN)).isEqualTo(RECORDED);
    }

    @Test
    void passesARefusalOnAsItIs() {
        IllegalStateException refusal = new IllegalStateException("resection after death");

        assertThatThrownBy(() ->
                        dispatcher(_ -> CompletableFuture.failedFuture(refusal)).dispatch("command", ORIGIN))
                .isSameAs(refusal);
        assertThat(decisions).hasValue(1);
    }

    @Test
    void decidesARefusalAgainOnceItKnowsWhatOthersHaveConfirmed() {
        unread = 1;
        CommandDispatcher dispatcher = dispatcher(_ -> {
            if (read == 0) return CompletableFuture.failedFuture(new IllegalStateException("no such patient"));
            log = Optional.of(RECORDED);
            return CompletableFuture.completedFuture(null);
        });

        assertThat(dispatcher.dispatch("command", ORIGIN)).isEqualTo(RECORDED);
        assertThat(decisions).hasValue(2);
    }

    @Test
    void saysUnknownWhenTheLogClosedWhileTheOutcomeWas() {
        OutcomeUnknown unknown = new OutcomeUnknown("the log lost records that had been read");
        CommandDispatcher dispatcher = dispatcher(_ -> {
            closed = true;
            return CompletableFuture.failedFuture(unknown);
        });

        assertThatThrownBy(() -> dispatcher.dispatch("command", ORIGIN)).isSameAs(unknown);
    }

    @Test
    void answersWhatIsRecordedEvenIfTheLogHasClosedSince() {
        CommandDispatcher dispatcher = dispatcher(_ -> {
            log = Optional.of(RECORDED);
            closed = true;
            return CompletableFuture.completedFuture(null);
        });

        assertThat(dispatcher.dispatch("command", ORIGIN)).isEqualTo(RECORDED);
    }

    @Test
    void neverDeniesWhatWasAcknowledgedAndIsNoLongerFound() {
        CommandDispatcher dispatcher = dispatcher(_ -> CompletableFuture.completedFuture(null));

        assertThatThrownBy(() -> dispatcher.dispatch("command", ORIGIN)).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void decidesNothingWhileTheLogIsClosed() {
        closed = true;

        assertThatThrownBy(() ->
                        dispatcher(_ -> CompletableFuture.completedFuture(null)).dispatch("command", ORIGIN))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(decisions).hasValue(0);
    }

    @Test
    void refusesNothingOnAStateThatMayBePast() {
        leaderless = true;
        assertThatThrownBy(() -> dispatcher(
                                _ -> CompletableFuture.failedFuture(new IllegalStateException("no such patient")))
                        .dispatch("command", ORIGIN))
                .isInstanceOf(StoreUnavailable.class);

        CommandDispatcher twin = dispatcher(_ -> {
            log = Optional.of(RECORDED);
            return CompletableFuture.failedFuture(new IllegalStateException("the twin has done it"));
        });
        assertThat(twin.dispatch("command", ORIGIN)).isEqualTo(RECORDED);
    }

    private static RuntimeException conflict() {
        return new AppendEventsTransactionRejectedException("stale");
    }

    private CommandDispatcher dispatcher(IntFunction<CompletableFuture<? extends Message>> decide) {
        CommandGateway gateway = new CommandGateway() {
            @Override
            public CommandResult send(Object command, Metadata metadata, ProcessingContext context) {
                return new FutureCommandResult(decide.apply(decisions.incrementAndGet()));
            }

            @Override
            public void describeTo(ComponentDescriptor descriptor) {}
        };
        return new CommandDispatcher(gateway, new CommandLog() {
            @Override
            public void requireOpen(ChainKey chain) {
                if (closed) throw new StoreUnavailable("closed");
            }

            @Override
            public Optional<Answer> find(ChainKey chain, String actor, String commandId) {
                return log;
            }

            @Override
            public long marker() {
                return read;
            }

            @Override
            public void catchUp(ChainKey chain) {
                if (leaderless) throw new StoreUnavailable("no leader");
                read = unread;
            }
        });
    }
}
