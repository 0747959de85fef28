package org.accrual.statistics.tables;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.accrual.statistics.Check;

/** P values of several tests, adjusted for their number. R's {@code p.adjust}. */
public enum Adjustment {
    /** max over j ≤ i of (m − j + 1) p₍ⱼ₎, at most 1 (Holm 1979): the chance of any false finding, under any dependence. */
    HOLM {
        @Override
        double factor(int place, int tests) {
            return tests - place;
        }

        @Override
        void makeMonotone(double[] ascending) {
            for (int i = 1; i < ascending.length; i++) {
                ascending[i] = Math.max(ascending[i], ascending[i - 1]);
            }
        }
    },
    /** min over j ≥ i of m p₍ⱼ₎/j, at most 1 (Benjamini and Hochberg 1995): the share of false findings among all. */
    BENJAMINI_HOCHBERG {
        @Override
        double factor(int place, int tests) {
            return (double) tests / (place + 1);
        }

        @Override
        void makeMonotone(double[] ascending) {
            for (int i = ascending.length - 2; i >= 0; i--) {
                ascending[i] = Math.min(ascending[i], ascending[i + 1]);
            }
        }
    };

    /** By what the P value at a place (from 0) of the ascending order is multiplied. */
    abstract double factor(int place, int tests);

    abstract void makeMonotone(double[] ascending);

    /** In the order given. A test without P (NaN) does not count among the tests and stays without. */
    public double[] adjust(double... pValues) {
        for (int test = 0; test < pValues.length; test++) {
            Check.argument(
                    Double.isNaN(pValues[test]) || pValues[test] >= 0 && pValues[test] <= 1,
                    "P value %d is %s.",
                    test,
                    pValues[test]);
        }
        int[] order = IntStream.range(0, pValues.length)
                .filter(test -> !Double.isNaN(pValues[test]))
                .boxed()
                .sorted(Comparator.comparingDouble(test -> pValues[test]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ascending = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            ascending[place] = factor(place, order.length) * pValues[order[place]];
        }
        makeMonotone(ascending);
        double[] adjusted = new double[pValues.length];
        Arrays.fill(adjusted, Double.NaN);
        for (int place = 0; place < order.length; place++) {
            adjusted[order[place]] = Math.min(1, ascending[place]);
        }
        return adjusted;
    }
}
