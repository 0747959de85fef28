package org.accrual.kernel.language;

/** Relation of a progression to tyrosine-kinase-inhibitor therapy. */
public enum TherapyContext {
    ON_TKI,
    OFF_TKI,
    BEFORE_TKI,
    NOT_STATED
}
