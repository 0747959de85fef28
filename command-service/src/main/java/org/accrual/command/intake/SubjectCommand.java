package org.accrual.command.intake;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;

/** A command on one enrolled patient. */
public interface SubjectCommand extends Command {
    Subject subject();

    @Override
    default ChainId chain() {
        return subject().chain();
    }

    @Override
    default PatientId patient(Supplier<PatientId> ids) {
        return subject().patient();
    }

    @Override
    default List<StateOf<?, ?>> reads() {
        return List.of(StudyStates.CENTER.of(chain()), StudyStates.PATIENT.of(subject()));
    }
}
