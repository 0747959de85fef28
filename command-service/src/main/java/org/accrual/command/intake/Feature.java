package org.accrual.command.intake;

import java.util.List;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;

/**
 * A feature's commands and, in whoever implements this, the one {@code @CommandHandler} method that takes them all: state
 * in, decision out, and what was decided is appended.
 */
public interface Feature {
    /** The sealed interface of its commands. */
    Class<? extends Command> family();

    List<CommandForm<?, ?>> forms();

    /** @throws CommandRefused if the decision is a refusal */
    static void record(Decision decision, EventAppender events) {
        switch (decision) {
            case Decision.Accepted accepted -> events.append(accepted.event());
            case Decision.Refused refused -> throw new CommandRefused(refused.refusal());
        }
    }
}
