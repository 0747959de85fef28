package org.accrual.kernel.language;

/** Alive with no evidence of disease, alive with disease, or alive with no more said. */
public enum DiseaseStatus {
    NED,
    AWD,
    ALIVE
}
