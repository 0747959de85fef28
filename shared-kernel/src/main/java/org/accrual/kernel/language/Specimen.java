package org.accrual.kernel.language;

/** What the pathologist was given. */
public enum Specimen {
    BIOPSY,
    RESECTION
}
