package org.accrual.study.review;

/** Where a query stands, by ODM 2's names. A finding is a candidate until somebody asks. */
public enum QueryState {
    OPEN,
    ANSWERED,
    CLOSED,
    CANCELLED;

    /** Somebody still waits for somebody. */
    public boolean pending() {
        return this == OPEN || this == ANSWERED;
    }
}
