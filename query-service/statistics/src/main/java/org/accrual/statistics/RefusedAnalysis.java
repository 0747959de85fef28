package org.accrual.statistics;

/**
 * Thrown where no number can be given honestly. The reason is a name that a caller can switch on; the message is a
 * sentence for the person who asked.
 */
public final class RefusedAnalysis extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why an analysis is refused. */
    public enum Reason {
        /** No row at all. */
        NO_PATIENTS,
        /** Columns of different lengths. */
        UNEQUAL_LENGTHS,
        /** A time, weight or covariate is NaN or infinite. */
        NOT_A_NUMBER,
        /** A time before the time origin. */
        NEGATIVE_TIME,
        /** An interval (start, stop] that ends at or before its start. */
        EMPTY_INTERVAL,
        /** A weight below zero, or weights that are all zero. */
        INVALID_WEIGHT,
        /** A declared group to which nobody belongs. */
        EMPTY_GROUP,
        /** A comparison of fewer than two groups. */
        ONE_GROUP,
        /** A test without variance: nothing could have come out differently. */
        NO_VARIANCE,
        /** Counts below zero, successes above n, a table with an empty margin. */
        INVALID_COUNT,
        /** A probability, level, or horizon outside its range. */
        INVALID_ARGUMENT,
        /** An exact computation that would exceed its bound. */
        TOO_LARGE,
        /** Nothing left to estimate: no covariate varies, or fewer rows than parameters. */
        NOTHING_TO_ESTIMATE,
        /** Nobody of the group, or of a cause, has the event that is asked about. */
        NO_EVENTS,
        /** The likelihood rises for ever: there is no finite estimate. */
        SEPARATION,
        /** A model whose iteration did not end. */
        NOT_CONVERGED,
        /** No patient still under observation at the landmark. */
        NOBODY_AT_LANDMARK,
        /** Matching that found nobody. */
        NO_PAIRS,
        /** No center contributes an estimable comparison. */
        NO_USABLE_CENTER
    }

    private final Reason reason;

    public RefusedAnalysis(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
