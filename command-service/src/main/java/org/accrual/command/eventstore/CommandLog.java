package org.accrual.command.eventstore;

import java.util.Optional;
import org.accrual.kernel.log.ChainKey;

/** What was recorded for a command, by whichever instance, before and after any restart. */
@FunctionalInterface
public interface CommandLog {
    /**
     * @param commandId the idempotency key, which belongs to the actor and the chain
     * @throws StoreUnavailable while the chain's history is being read
     */
    Optional<Answer> find(ChainKey chain, String actor, String commandId);
}
