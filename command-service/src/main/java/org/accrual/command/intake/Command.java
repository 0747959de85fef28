package org.accrual.command.intake;

import java.util.function.Supplier;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;

/** An order: what somebody wants recorded, and where. Each feature seals its own, so that its decider forgets none. */
public interface Command {
    /** The one chain that the command may append to. */
    ChainId chain();

    /**
     * Whose stream takes the event; null if it concerns a study or center itself.
     *
     * @param ids where a patient who is not enrolled yet gets an id
     */
    PatientId patient(Supplier<PatientId> ids);
}
