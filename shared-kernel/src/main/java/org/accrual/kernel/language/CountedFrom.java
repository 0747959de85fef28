package org.accrual.kernel.language;

/** What a stated duration is counted from. */
public enum CountedFrom {
    THERAPY_START,
    RESPONSE,
    NOT_STATED
}
