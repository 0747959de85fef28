package org.accrual.kernel.language;

/** Why a patient's data may be recorded. */
public enum ConsentBasis {
    INFORMED_CONSENT,
    ETHICS_WAIVER,
    PUBLISHED_DATA,
    SYNTHETIC_DATA
}
