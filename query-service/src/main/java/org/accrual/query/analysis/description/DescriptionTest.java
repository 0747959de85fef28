package org.accrual.query.analysis.description;

/** Tests of a number between groups. */
public enum DescriptionTest {
    MANN_WHITNEY
}
