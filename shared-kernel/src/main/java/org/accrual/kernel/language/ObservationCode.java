package org.accrual.kernel.language;

/** The built-in coded items of RecordObservation. */
public enum ObservationCode {
    SYMPTOM_ONSET,
    SYMPTOM,
    LABORATORY,
    TUMOR_MARKER,
    BODY_WEIGHT,
    PERFORMANCE_STATUS,
    COMORBIDITY,
    PERIOPERATIVE_COURSE,
    FAMILY_HISTORY,
    ANCESTRY,
    OTHER
}
