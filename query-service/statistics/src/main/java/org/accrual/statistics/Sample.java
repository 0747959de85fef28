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

    /** Quartiles of type 7. Missing values have to be left out, and counted, before. */
    public static Sample of(double[] values) {
        return of(values, QuantileType.LINEAR);
    }

    public static Sample of(double[] values, QuantileType quartiles) {
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
                quartiles.ofSorted(sorted, 0.25),
                quartiles.ofSorted(sorted, 0.5),
                quartiles.ofSorted(sorted, 0.75),
                sorted[n - 1]);
    }

    /** The width of the middle half. */
    public double interquartileRange() {
        return upperQuartile - lowerQuartile;
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

    /** The values of a selection of rows, in the order given. */
    public static double[] select(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
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
}
