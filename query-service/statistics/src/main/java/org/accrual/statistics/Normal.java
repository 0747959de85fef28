package org.accrual.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Tail probabilities. Always the survival function, never one minus the distribution function: P keeps its digits. */
public final class Normal {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** z such that a fraction {@code level} of the standard normal lies within ±z. */
    public static double twoSidedQuantile(double level) {
        Check.argument(level > 0 && level < 1, "The confidence level %s is not between 0 and 1.", level);
        return STANDARD.inverseSurvivalProbability((1 - level) / 2);
    }

    public static double twoSidedP(double z) {
        return Double.isNaN(z) ? Double.NaN : 2 * STANDARD.survivalProbability(Math.abs(z));
    }

    /**
     * Upper tail of χ² with {@code df} degrees of freedom. With none the statistic is 0 for certain: P = 1. Below none
     * (no event, so no group to compare) there is no P: NaN.
     */
    public static double chiSquaredP(double chiSquared, double df) {
        if (df < 0 || Double.isNaN(chiSquared)) {
            return Double.NaN;
        }
        if (df == 0) {
            return 1;
        }
        return ChiSquaredDistribution.of(df).survivalProbability(chiSquared);
    }
}
