package org.accrual.kernel.language;

/** How an assessment was made. */
public enum Modality {
    CT,
    MRI,
    FDG_PET,
    ULTRASOUND,
    ENDOSCOPY,
    CLINICAL,
    NOT_STATED
}
