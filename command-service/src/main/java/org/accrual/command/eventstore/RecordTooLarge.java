package org.accrual.command.eventstore;

/** The event is larger than the log takes. Nothing was written. */
public final class RecordTooLarge extends EventStoreFailure {
    private static final long serialVersionUID = 1;

    public RecordTooLarge(String message) {
        super(message);
    }
}
