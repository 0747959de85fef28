package org.accrual.kernel.language;

/** One growing lesion, or more than one. */
public enum ProgressionPattern {
    FOCAL,
    MULTIFOCAL,
    NOT_STATED
}
