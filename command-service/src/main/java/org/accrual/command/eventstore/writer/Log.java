package org.accrual.command.eventstore.writer;

import java.util.function.Consumer;
import org.accrual.log.format.Proposal;

/** The way to the log. Sending decides nothing: only what the tail reads back does. */
public interface Log {
    /**
     * Sends a record towards its partition, after everything sent before it. Never blocks and never throws.
     *
     * @param outcome told exactly once what is known of this copy, at any later time, under the writer's lock; perhaps
     *     before this returns
     */
    void send(Proposal proposal, Consumer<SendOutcome> outcome);
}
