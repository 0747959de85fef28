package org.accrual.study.access;

/** How much of a patient an analyst may see: single records without the center's identifiers, or only aggregates. */
public enum Disclosure {
    RECORD_LEVEL,
    AGGREGATE
}
