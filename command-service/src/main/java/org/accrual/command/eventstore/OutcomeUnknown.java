package org.accrual.command.eventstore;

/** Whether the event is recorded can't be told now. The same command with the same id tells later; a new id may repeat it. */
public final class OutcomeUnknown extends EventStoreFailure {
    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message) {
        super(message);
    }
}
