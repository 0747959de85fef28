package org.accrual.command.decision;

import java.util.function.Supplier;
import org.accrual.kernel.language.ChainId;
import org.accrual.kernel.language.PatientId;

/** A command on one enrolled patient. */
public interface ClinicalCommand extends Command {
    Subject subject();

    @Override
    default ChainId chain() {
        return subject().chain();
    }

    @Override
    default PatientId patient(Supplier<PatientId> ids) {
        return subject().patient();
    }
}
