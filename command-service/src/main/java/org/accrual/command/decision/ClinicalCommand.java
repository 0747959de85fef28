package org.accrual.command.decision;

import org.accrual.kernel.language.ChainKey;

/** A command on one enrolled patient. */
public interface ClinicalCommand extends Command {
    Subject subject();

    @Override
    default ChainKey chain() {
        return subject().chain();
    }
}
