package org.accrual.kernel.language;

/** Why a therapy was stopped. */
public enum StopReason {
    PROGRESSION,
    TOXICITY,
    SURGERY,
    COMPLETED,
    PATIENT_DECISION,
    OTHER,
    NOT_STATED
}
