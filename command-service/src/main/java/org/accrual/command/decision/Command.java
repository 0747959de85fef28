package org.accrual.command.decision;

import org.accrual.kernel.language.ChainKey;

/** An order: what somebody wants recorded, and where. Each feature seals its own, so that its decider forgets none. */
public interface Command {
    /** The one chain that the command may append to. */
    ChainKey chain();
}
