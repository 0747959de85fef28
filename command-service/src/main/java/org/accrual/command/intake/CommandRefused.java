package org.accrual.command.intake;

import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/** Carries a refusal to whoever sent the command, across what knows only results and exceptions. Nothing was written. */
public final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public CommandRefused(Refusal refusal) {
        // An expected answer: where it arises in this code says nothing.
        super(refusal.reason() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public CommandRefused(Reason reason, String detail, String field) {
        this(new Refusal(reason, detail, field));
    }

    public Refusal refusal() {
        return refusal;
    }
}
