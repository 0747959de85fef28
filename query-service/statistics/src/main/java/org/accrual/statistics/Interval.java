package org.accrual.statistics;

/** Confidence limits; NaN where a limit does not exist (never reached, or not defined). */
public record Interval(double lower, double upper) {

    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);
}
