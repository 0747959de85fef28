package org.accrual.kernel.language;

/** Administrative sex. */
public enum Sex {
    FEMALE,
    MALE,
    UNKNOWN
}
