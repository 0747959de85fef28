package org.accrual.query.survival;

/** Confidence limits; NaN where a limit does not exist (never reached, or not defined). */
public record Interval(double lower, double upper) {

    static final Interval NONE = new Interval(Double.NaN, Double.NaN);
}
