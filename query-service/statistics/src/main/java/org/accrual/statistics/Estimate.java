package org.accrual.statistics;

/** A value, its standard error and its confidence limits, all on the value's own scale. */
public record Estimate(double value, double standardError, Interval limits) {}
