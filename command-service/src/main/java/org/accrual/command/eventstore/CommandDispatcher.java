package org.accrual.command.eventstore;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.accrual.command.eventstore.axon.EnvelopeMetadata;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandExecutionException;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.Metadata;

/**
 * Sends a command until it is decided and recorded. One that loses a race is decided again, on the state that made it
 * lose, so a person sees a conflict only when the rules say so. One that was recorded before is not decided at all.
 */
public final class CommandDispatcher {
    private static final int ATTEMPTS_MAX = 20;
    private static final Duration DECIDE_WITHIN = Duration.ofSeconds(10);
    /** Longer than the writer needs to answer by itself, which is always better. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final CommandGateway gateway;
    private final CommandLog log;

    public CommandDispatcher(CommandGateway gateway, CommandLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /**
     * Waits until the command's event is recorded, on the caller's (virtual) thread.
     *
     * @return the answer, which may be that of an earlier command with the same id: compare its hash
     * @throws EventStoreFailure if the log did not take the event; {@link OutcomeUnknown} if nobody can tell, a handler
     *     that recorded nothing included
     * @throws RuntimeException whatever the handler throws, a refusal for instance
     */
    public Answer dispatch(Object command, CommandOrigin origin) {
        long deadline = System.nanoTime() + DECIDE_WITHIN.toNanos();
        boolean upToDate = false;
        for (int attempt = 1; ; attempt++) {
            log.requireOpen(origin.chain());
            Optional<Answer> recorded = find(origin);
            if (recorded.isPresent()) return recorded.get();
            long decidedOn = log.marker();
            try {
                send(command, origin);
                return recordedElse(new OutcomeUnknown("the log no longer holds what it took"), origin);
            } catch (DuplicateCommandException e) {
                return e.first();
            } catch (AppendEventsTransactionRejectedException e) {
                if (attempt == ATTEMPTS_MAX || System.nanoTime() > deadline)
                    throw new AppendConflict("others keep changing what " + origin.chain() + " decides on");
                pause(attempt);
            } catch (EventStoreFailure e) {
                return recordedElse(e, origin);
            } catch (RuntimeException e) {
                // It may have been refused on a state that others have changed since; nobody is denied what they were
                // told.
                if (upToDate) return recordedElse(e, origin);
                try {
                    log.catchUp(origin.chain());
                } catch (StoreUnavailable unavailable) {
                    return recordedElse(unavailable, origin);
                }
                if (log.marker() == decidedOn) return recordedElse(e, origin);
                upToDate = true;
            }
        }
    }

    /**
     * Its twin may have been recorded since it was looked for; then it was decided on what the twin did. The log may have
     * closed since, too: that must not turn an answer into "nothing was written".
     */
    private Answer recordedElse(RuntimeException answer, CommandOrigin origin) {
        return find(origin).orElseThrow(() -> answer);
    }

    private Optional<Answer> find(CommandOrigin origin) {
        return log.find(origin.chain(), origin.actor(), origin.commandId());
    }

    private void send(Object command, CommandOrigin origin) {
        try {
            gateway.send(command, Metadata.from(EnvelopeMetadata.of(origin)))
                    .getResultMessage()
                    .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (TimeoutException e) {
            throw new OutcomeUnknown("the command was not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("this service is stopping");
        }
    }

    private static RuntimeException unwrapped(Throwable e) {
        Throwable cause = e;
        while (isWrapper(cause) && cause.getCause() != null) cause = cause.getCause();
        if (cause instanceof Error error) throw error;
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private static boolean isWrapper(Throwable e) {
        return e instanceof ExecutionException
                || e instanceof CompletionException
                || e instanceof CommandExecutionException;
    }

    /** Random, so that those who collided don't meet again; longer each time. */
    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("this service is stopping");
        }
    }
}
