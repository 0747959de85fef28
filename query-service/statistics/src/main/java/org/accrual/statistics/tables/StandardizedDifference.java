package org.accrual.statistics.tables;

import org.accrual.statistics.Check;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Sample;

/**
 * How far two groups are apart in standard deviations: (mean₁ − mean₂)/√((s₁² + s₂²)/2), for a proportion
 * (p₁ − p₂)/√((p₁(1 − p₁) + p₂(1 − p₂))/2) (Austin 2009). Above 0.1 a baseline is usually called unbalanced.
 */
public final class StandardizedDifference {

    private StandardizedDifference() {}

    public static double ofMeans(double[] first, double[] second) {
        Check.that(
                first.length > 0 && second.length > 0, Reason.EMPTY_GROUP, "A comparison needs values on both sides.");
        return (Sample.mean(first) - Sample.mean(second)) / pooledDeviation(first, second);
    }

    public static double ofProportions(Proportion first, Proportion second) {
        double one = first.value();
        double two = second.value();
        return (one - two) / Math.sqrt((one * (1 - one) + two * (1 - two)) / 2);
    }

    public static double pooledDeviation(double[] first, double[] second) {
        return Math.sqrt((variance(first) + variance(second)) / 2);
    }

    private static double variance(double[] values) {
        double deviation = Sample.of(values).standardDeviation();
        return deviation * deviation;
    }

    public static double[] select(double[] values, boolean[] flags, boolean which) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag == which ? 1 : 0;
        }
        double[] selected = new double[count];
        int next = 0;
        for (int row = 0; row < values.length; row++) {
            if (flags[row] == which) {
                selected[next++] = values[row];
            }
        }
        return selected;
    }
}
