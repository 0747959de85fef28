package org.accrual.query.analysis.plan;

/** What an analysis does with a duration that the dates bound but do not fix. */
public enum PartialDates {
    /** The patient is left out of that analysis, with this name as the reason. */
    NEEDS_DAY,
    /** The middle of the possible range counts, and the shortest and longest possible values stand beside it. */
    MIDPOINT
}
