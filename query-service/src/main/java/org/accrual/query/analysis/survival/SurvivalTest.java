package org.accrual.query.analysis.survival;

/** Tests that a survival analysis can ask for. */
public enum SurvivalTest {
    LOG_RANK,
    /** The log-rank test within centers. */
    LOG_RANK_BY_CENTER
}
