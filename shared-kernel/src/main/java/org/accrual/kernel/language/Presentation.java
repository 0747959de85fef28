package org.accrual.kernel.language;

/** How the disease presented. */
public enum Presentation {
    PRIMARY,
    RECURRENT,
    METASTATIC
}
