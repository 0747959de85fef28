package org.accrual.command.eventstore;

/** The log can't be reached or is being read. Nothing was written; try again later. */
public final class StoreUnavailable extends EventStoreFailure {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String message) {
        super(message);
    }
}
