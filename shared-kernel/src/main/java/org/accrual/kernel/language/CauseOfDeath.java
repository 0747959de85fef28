package org.accrual.kernel.language;

/** Why a patient died. */
public enum CauseOfDeath {
    DISEASE,
    OTHER,
    UNKNOWN
}
