package org.accrual.study.words;

/**
 * A named no: nothing was written.
 *
 * @param detail what in this very case hurts the rule, for the person who asked
 * @param field the field at fault as it stands in JSON; null if it is no single one
 */
public record Refusal(Reason reason, String detail, String field) {
    public Refusal {
        Check.present("reason", reason);
        Check.text("detail", detail);
    }

    public static Refusal of(Reason reason, String detail) {
        return new Refusal(reason, detail, null);
    }
}
