package org.accrual.command.eventstore;

/** Kafka does not allow this service to write, or can't take the record for good. Nothing was written. */
public final class RecordNotAuthorized extends EventStoreFailure {
    private static final long serialVersionUID = 1;

    public RecordNotAuthorized(String message) {
        super(message);
    }
}
