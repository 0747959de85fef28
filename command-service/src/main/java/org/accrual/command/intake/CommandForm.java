package org.accrual.command.intake;

import java.util.function.BiFunction;
import org.accrual.study.access.Action;

/**
 * How a command is written: the fields of its address, then those of its fact, flat in one JSON object.
 *
 * @param action what the policy table calls it
 * @param fact the event's own record wherever nothing in it is decided
 */
public record CommandForm<A extends Record & Address, F extends Record>(
        Class<? extends Command> command,
        Action action,
        Class<A> address,
        Class<F> fact,
        BiFunction<A, F, ? extends Command> order) {

    /** A command on a patient, of the patient's own center. */
    public static <F extends Record> CommandForm<Subject, F> clinical(
            Class<? extends SubjectCommand> command,
            Class<F> fact,
            BiFunction<Subject, F, ? extends SubjectCommand> order) {
        return new CommandForm<>(command, Action.RECORD_CLINICAL_FACT, Subject.class, fact, order);
    }

    /** As it stands in the command's address. */
    public String name() {
        return command.getSimpleName();
    }
}
