package org.accrual.kernel.language;

/** An adverse event's relation to therapy. */
public enum Relation {
    RELATED,
    POSSIBLY_RELATED,
    UNRELATED,
    UNKNOWN
}
