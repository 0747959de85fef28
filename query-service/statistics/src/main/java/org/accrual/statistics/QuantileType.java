package org.accrual.statistics;

/** How a quantile lies between order statistics, in the numbers of Hyndman and Fan (1996). */
public enum QuantileType {
    /** Type 7: a line through the order statistics at (i − 1)/(n − 1). R's and Excel's default. */
    LINEAR {
        @Override
        double ofSorted(double[] sorted, double probability) {
            double position = (sorted.length - 1) * probability;
            int below = (int) Math.floor(position);
            double fraction = position - below;
            return fraction == 0 ? sorted[below] : (1 - fraction) * sorted[below] + fraction * sorted[below + 1];
        }
    },
    /** Type 2: a value of the data, the mean of two where np is a whole number. SAS's default, Stata's, and by hand. */
    AVERAGED {
        @Override
        double ofSorted(double[] sorted, double probability) {
            double position = sorted.length * probability;
            double whole = Math.floor(position + FUZZ);
            double between = position - whole;
            int place = (int) whole;
            if (between > FUZZ) {
                return sorted[Math.min(place, sorted.length - 1)];
            }
            double lower = sorted[Math.max(place - 1, 0)];
            double upper = sorted[Math.min(place, sorted.length - 1)];
            return (lower + upper) / 2;
        }
    };

    /** R's: a product this close to a whole number is one. */
    private static final double FUZZ = 4 * StrictMath.ulp(1.0);

    /**
     * @param sorted ascending, not empty
     */
    abstract double ofSorted(double[] sorted, double probability);

    /** A quantile of values in any order; missing ones have to be left out before. */
    public double of(double[] values, double probability) {
        Check.argument(probability >= 0 && probability <= 1, "The probability %s is not between 0 and 1.", probability);
        return ofSorted(Sample.sorted(values), probability);
    }
}
