package org.accrual.kernel.language;

/** Primary (no response first) or secondary (after a response). */
public enum Resistance {
    PRIMARY,
    SECONDARY,
    NOT_STATED
}
