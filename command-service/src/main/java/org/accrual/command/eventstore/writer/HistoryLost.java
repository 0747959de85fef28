package org.accrual.command.eventstore.writer;

/** Somebody goes on from where they had read, but the log has lost that: it has to be read from the start. */
public final class HistoryLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    HistoryLost() {
        super("the log was cut since", null, false, false);
    }
}
