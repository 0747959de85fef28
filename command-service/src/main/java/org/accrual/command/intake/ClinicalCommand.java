package org.accrual.command.intake;

import java.util.function.Supplier;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;

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
