package org.accrual.command.eventstore;

/** The same person's command with this id was recorded before, perhaps a moment ago by another instance. */
public final class DuplicateCommandException extends EventStoreFailure {
    private static final long serialVersionUID = 1;

    private final transient Answer first;

    public DuplicateCommandException(Answer first) {
        super("this command was recorded before, at " + first.position());
        this.first = first;
    }

    /** What the command was answered the first time. */
    public Answer first() {
        return first;
    }
}
