package org.accrual.kernel.language;

/** Why a record is corrected or retracted. */
public enum CorrectionReason {
    TRANSCRIPTION_ERROR,
    SOURCE_AMENDED,
    LATE_INFORMATION,
    WRONG_PATIENT,
    DUPLICATE,
    OTHER
}
