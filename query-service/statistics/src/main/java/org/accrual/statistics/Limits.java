package org.accrual.statistics;

/** On which scale the limits of a survival probability are symmetric. */
public enum Limits {
    /** S ± z·se, cut to [0, 1]. */
    PLAIN,
    /** exp(log S ± z·se/S), cut at 1: R's default. */
    LOG,
    /** exp(−exp(log(−log S) ± z·se/(S log S))): never leaves (0, 1); the usual choice in clinical papers. */
    LOG_LOG;

    /** Limits of S; NaN where the transformation is not defined (S = 0, and S = 1 for log-log). */
    public Interval around(double survival, double standardError, double z) {
        if (Double.isNaN(standardError)) {
            return Interval.NONE;
        }
        double relative = standardError == 0 ? 0 : standardError / survival;
        return switch (this) {
            case PLAIN ->
                new Interval(Math.max(survival - z * standardError, 0), Math.min(survival + z * standardError, 1));
            case LOG -> survival == 0 ? Interval.NONE : logScale(survival, z * relative);
            case LOG_LOG -> survival == 0 || survival == 1 ? Interval.NONE : logLogScale(survival, z * relative);
        };
    }

    private static Interval logScale(double survival, double halfWidth) {
        double log = StrictMath.log(survival);
        return new Interval(StrictMath.exp(log - halfWidth), Math.min(StrictMath.exp(log + halfWidth), 1));
    }

    private static Interval logLogScale(double survival, double halfWidth) {
        double log = StrictMath.log(survival);
        double center = StrictMath.log(-log);
        double width = halfWidth / log;
        return new Interval(
                StrictMath.exp(-StrictMath.exp(center - width)), StrictMath.exp(-StrictMath.exp(center + width)));
    }
}
