package org.accrual.command.eventstore;

import java.util.Optional;
import org.accrual.log.format.ChainKey;

/** What was recorded for a command, by whichever instance, before and after any restart. */
public interface CommandLog {
    /** @throws StoreUnavailable while the chain's history is not known whole, so that nothing can be decided on it */
    void requireOpen(ChainKey chain);

    /**
     * As far as the chain has been read: while it is not open, what isn't found may be recorded all the same.
     *
     * @param commandId the idempotency key, which belongs to the actor and the chain
     */
    Optional<Answer> find(ChainKey chain, String actor, String commandId);

    /** Changes whenever an event has been read. */
    long marker();

    /**
     * Waits until everything of the chain is known here that any instance had told anyone before.
     *
     * @throws StoreUnavailable if Kafka does not say in time how far the log reaches
     */
    void catchUp(ChainKey chain);
}
