package org.accrual.query.analysis.competing;

/** Tests of cumulative incidences between groups. */
public enum CompetingTest {
    GRAY
}
