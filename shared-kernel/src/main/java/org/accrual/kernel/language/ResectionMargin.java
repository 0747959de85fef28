package org.accrual.kernel.language;

/** The resection's completeness; COMPLETE and INCOMPLETE where the source says no more. */
public enum ResectionMargin {
    R0,
    R1,
    R2,
    COMPLETE,
    INCOMPLETE,
    UNKNOWN
}
