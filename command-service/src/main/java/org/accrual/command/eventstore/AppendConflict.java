package org.accrual.command.eventstore;

/** The command lost its race too often: others keep changing what it decides on. Nothing was written; try again later. */
public final class AppendConflict extends EventStoreFailure {
    private static final long serialVersionUID = 1;

    public AppendConflict(String message) {
        super(message);
    }
}
