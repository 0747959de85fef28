package org.accrual.command.intake;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.command.eventstore.axon.States;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;

/** An order: what somebody wants recorded, where, and how that is decided. */
public interface Command {
    /** The one chain that the command may append to. */
    ChainId chain();

    /**
     * Whose stream takes the event; null if it concerns a study or center itself.
     *
     * @param ids where a patient who is not enrolled yet gets an id
     */
    PatientId patient(Supplier<PatientId> ids);

    /** The states that the decision rests on: any new event of theirs, in the command's chain, makes it decide anew. */
    List<StateOf<?, ?>> reads();

    /**
     * Pure.
     *
     * @param states those that it {@linkplain #reads() reads}
     */
    Decision decide(States states);
}
