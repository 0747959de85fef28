package org.accrual.statistics;

import java.util.Arrays;
import org.accrual.statistics.RefusedAnalysis.Reason;

/**
 * A column of numbers described: as in a baseline table.
 *
 * @param standardDeviation with n − 1; NaN for one value
 */
public record Sample(
        int n,
        double mean,
        double standardDeviation,
        double minimum,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double maximum) {

    /** Missing values have to be left out, and counted, before. */
    public static Sample of(double[] values) {
        double[] sorted = sorted(values);
        int n = sorted.length;
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Sample(
                n,
                mean,
                n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN,
                sorted[0],
                quantileOfSorted(sorted, 0.25),
                quantileOfSorted(sorted, 0.5),
                quantileOfSorted(sorted, 0.75),
                sorted[n - 1]);
    }

    /** The quantile of type 7 (Hyndman and Fan 1996): R's default, a line through the order statistics. */
    public static double quantile(double[] values, double probability) {
        Check.argument(probability >= 0 && probability <= 1, "The probability %s is not between 0 and 1.", probability);
        return quantileOfSorted(sorted(values), probability);
    }

    /** Mean with a second pass that takes back the rounding of the first, as R does. */
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double rest = 0;
        for (double value : values) {
            rest += value - mean;
        }
        return mean + rest / values.length;
    }

    public static double[] sorted(double[] values) {
        Check.that(values.length > 0, Reason.NO_PATIENTS, "There is no value.");
        for (int row = 0; row < values.length; row++) {
            Check.finite(values[row], "Value", row);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantileOfSorted(double[] sorted, double probability) {
        double position = (sorted.length - 1) * probability;
        int below = (int) Math.floor(position);
        double fraction = position - below;
        return fraction == 0 ? sorted[below] : (1 - fraction) * sorted[below] + fraction * sorted[below + 1];
    }
}
