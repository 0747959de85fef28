package org.accrual.statistics.tables;

import java.util.Arrays;
import org.accrual.statistics.Sample;

/**
 * Mid-ranks: equal values share the mean of their places.
 *
 * @param ranks per value, from 1
 * @param ties how many values are equal, for each distinct value, ascending
 */
record Ranks(double[] ranks, int[] ties) {

    static Ranks of(double[] values) {
        double[] sorted = Sample.sorted(values);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int below = firstFrom(sorted, values[i]);
            int upTo = firstFrom(sorted, Math.nextUp(values[i]));
            ranks[i] = (below + 1 + upTo) / 2.0;
        }
        return new Ranks(ranks, ties(sorted));
    }

    private static int firstFrom(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int[] ties(double[] sorted) {
        int[] counts = new int[sorted.length];
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            // == and not a comparison of objects: 0 and −0 are one value
            if (i > 0 && sorted[i] != sorted[i - 1]) {
                distinct++;
            }
            counts[distinct]++;
        }
        return Arrays.copyOf(counts, distinct + 1);
    }

    /** Σ (t³ − t) over tied values. */
    double tieSum() {
        double sum = 0;
        for (double t : ties) {
            sum += t * t * t - t;
        }
        return sum;
    }
}
