package org.accrual.command.eventstore;

import java.util.Optional;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.writer.CommandKey;
import org.accrual.kernel.log.ChainKey;

/** What was recorded for a command, by whichever instance, before and after any restart. */
public final class CommandLog {
    private final KafkaChainStore store;

    CommandLog(KafkaChainStore store) {
        this.store = store;
    }

    /**
     * @param commandId the idempotency key, which belongs to the actor and the chain
     * @throws StoreUnavailable while the chain's history is being read
     */
    public Optional<Answer> find(ChainKey chain, String actor, String commandId) {
        store.whyClosed(chain).ifPresent(reason -> {
            throw new StoreUnavailable(reason);
        });
        return store.find(chain, new CommandKey(actor, commandId)).map(Answer::of);
    }
}
