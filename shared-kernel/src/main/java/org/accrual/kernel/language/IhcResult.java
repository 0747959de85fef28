package org.accrual.kernel.language;

/** A marker's immunohistochemistry. */
public enum IhcResult {
    POSITIVE,
    NEGATIVE,
    EQUIVOCAL
}
