package org.accrual.kernel.language;

/** What a resection was meant to achieve. */
public enum SurgicalIntent {
    PRIMARY_RESECTION,
    METASTASECTOMY,
    CYTOREDUCTION,
    PALLIATIVE,
    DIAGNOSTIC,
    NOT_STATED
}
