package org.accrual.command.intake;

import java.util.List;
import org.accrual.command.eventstore.axon.StateKind;

/** A folder's commands. A bean. */
public interface Feature {
    List<CommandForm<?, ?>> forms();

    /** The states that its commands alone read, beside {@link StudyStates}. */
    default List<StateKind<?, ?>> states() {
        return List.of();
    }
}
