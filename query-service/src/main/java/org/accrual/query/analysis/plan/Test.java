package org.accrual.query.analysis.plan;

/** Tests that an analysis can ask for. */
public enum Test {
    LOG_RANK,
    /** The log-rank test within centers. */
    LOG_RANK_BY_CENTER,
    FISHER,
    CHI_SQUARED,
    /** χ² with Yates' correction; two groups and two outcomes only. */
    YATES,
    MANN_WHITNEY
}
