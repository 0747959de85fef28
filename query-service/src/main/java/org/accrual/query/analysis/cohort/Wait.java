package org.accrual.query.analysis.cohort;

import org.accrual.study.patient.Elapsed;
import org.accrual.study.words.Months;

/**
 * How long after an origin something came, days, as far as the dates allow.
 *
 * @param lowest −∞ if nothing bounds it from below
 * @param highest ∞ if nothing bounds it from above; −∞ if nothing had to come at all
 */
public record Wait(double lowest, double highest) {
    /** Nothing had to come. */
    static final Wait NONE = new Wait(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** Days this close to a whole number are that number: they come back from months. */
    private static final double WHOLE_DAY_TOLERANCE = 1e-6;

    static Wait of(Elapsed elapsed, double plusMonths) {
        return new Wait(
                elapsed.lowMonths() == null ? Double.NEGATIVE_INFINITY : days(elapsed.lowMonths() + plusMonths),
                elapsed.highMonths() == null ? Double.POSITIVE_INFINITY : days(elapsed.highMonths() + plusMonths));
    }

    public static double days(double months) {
        double days = months * Months.DAYS_PER_MONTH;
        return Math.abs(days - Math.rint(days)) < WHOLE_DAY_TOLERANCE ? Math.rint(days) : days;
    }

    static Wait later(Wait one, Wait other) {
        return new Wait(Math.max(one.lowest, other.lowest), Math.max(one.highest, other.highest));
    }

    static Wait sooner(Wait one, Wait other) {
        return new Wait(Math.min(one.lowest, other.lowest), Math.min(one.highest, other.highest));
    }

    /** Nothing had to come, or it came by the origin. */
    public boolean isOverAtOrigin() {
        return highest <= 0;
    }

    /** The dates bound it on both sides, or nothing had to come. */
    public boolean isBounded() {
        return Double.isFinite(lowest) && Double.isFinite(highest) || highest == Double.NEGATIVE_INFINITY;
    }

    public boolean isExact() {
        return lowest == highest;
    }

    /** Days; NaN if nothing had to come, or if nothing bounds it on one side. */
    public double middle() {
        return Double.isFinite(lowest) && Double.isFinite(highest) ? (lowest + highest) / 2 : Double.NaN;
    }
}
