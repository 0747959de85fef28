package org.accrual.command.eventstore;

import java.util.Optional;
import org.accrual.kernel.log.ChainKey;

/** What was recorded for a command, by whichever instance, before and after any restart. */
public interface CommandLog {
    /**
     * @param commandId the idempotency key, which belongs to the actor and the chain
     * @throws StoreUnavailable while the chain's history is being read
     */
    Optional<Answer> find(ChainKey chain, String actor, String commandId);

    /** Changes whenever an event has been read. */
    long marker();

    /**
     * Waits until everything is known here that any instance had told anyone before.
     *
     * @throws StoreUnavailable if Kafka does not say in time how far the log reaches
     */
    void catchUp();
}
