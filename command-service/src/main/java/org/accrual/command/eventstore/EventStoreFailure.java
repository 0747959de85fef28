package org.accrual.command.eventstore;

/** Why the log did not take an event. None of them is a refusal by a rule of the study. */
public abstract sealed class EventStoreFailure extends RuntimeException
        permits AppendConflict,
                DuplicateCommandException,
                OutcomeUnknown,
                RecordNotAuthorized,
                RecordTooLarge,
                StoreUnavailable {
    private static final long serialVersionUID = 1;

    EventStoreFailure(String message) {
        // Expected outcomes: where they arise in this code says nothing.
        super(message, null, false, false);
    }
}
