package org.accrual.query.analysis.counts;

/** Tests of a table of counts. */
public enum CountsTest {
    FISHER,
    CHI_SQUARED,
    /** χ² with Yates' correction; two groups and two outcomes only. */
    YATES
}
