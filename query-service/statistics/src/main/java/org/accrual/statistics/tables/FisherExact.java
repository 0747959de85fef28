package org.accrual.statistics.tables;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.accrual.statistics.Brent;
import org.accrual.statistics.Check;
import org.accrual.statistics.Interval;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Fisher's exact test (two-sided by probability) for r × c tables; for two by two also the conditional maximum
 * likelihood odds ratio and its exact interval (R's {@code fisher.test}).
 */
public final class FisherExact {

    /** Tables within this of the observed probability are as extreme: R's tolerance. */
    private static final double LOG_TOLERANCE = 1e-7;

    /** Steps of the exact computation for tables larger than two by two: a few seconds, within a question's patience. */
    private static final int MAX_STEPS = 30_000_000;

    private FisherExact() {}

    /**
     * @param oddsRatio conditional maximum likelihood, not ad/bc; 0 or infinite where a cell is empty; NaN for tables
     *     other than two by two
     * @param limits of the odds ratio; NaN for tables other than two by two
     */
    public record Result(double pValue, double oddsRatio, Interval limits) {}

    public static Result test(int[][] counts, double level) {
        return test(counts, level, Brent.TIGHT);
    }

    /** P alone, without the search for the odds ratio: for whoever tries many tables. */
    public static double pValue(int[][] counts) {
        Contingency.requireTable(counts);
        return counts.length > 2 || counts[0].length > 2 ? exactP(counts) : twoByTwoP(counts);
    }

    /**
     * As R prints it: R's search for the odds ratio stops at a tolerance of {@code eps^0.25} = 1.2e-4, so its digits after
     * the fourth or fifth are its own. For comparison with R only.
     */
    public static Result testStoppingAsR(int[][] counts, double level) {
        return test(counts, level, Brent.TOLERANCE_OF_R);
    }

    private static Result test(int[][] counts, double level, double tolerance) {
        Contingency.requireTable(counts);
        Check.argument(level > 0 && level < 1, "The confidence level %s is not between 0 and 1.", level);
        if (counts.length > 2 || counts[0].length > 2) {
            return new Result(exactP(counts), Double.NaN, Interval.NONE);
        }
        OddsRatio oddsRatio = new OddsRatio(counts, tolerance);
        double alpha = (1 - level) / 2;
        return new Result(
                twoByTwoP(counts), oddsRatio.estimate(), new Interval(oddsRatio.lower(alpha), oddsRatio.upper(alpha)));
    }

    private static double twoByTwoP(int[][] counts) {
        boolean emptyMargin = Arrays.stream(Contingency.rowSums(counts)).anyMatch(sum -> sum == 0)
                || Arrays.stream(Contingency.columnSums(counts)).anyMatch(sum -> sum == 0);
        return emptyMargin ? 1 : new OddsRatio(counts, Brent.TIGHT).pValue();
    }

    /** The noncentral hypergeometric distribution of the first cell, given both margins. */
    private static final class OddsRatio {

        private final int observed;
        private final int lowest;
        private final int highest;
        private final double[] logDensity;
        private final double tolerance;

        OddsRatio(int[][] counts, double tolerance) {
            int[] columns = Contingency.columnSums(counts);
            int drawn = counts[0][0] + counts[0][1];
            this.observed = counts[0][0];
            this.lowest = Math.max(0, drawn - columns[1]);
            this.highest = Math.min(drawn, columns[0]);
            this.tolerance = tolerance;
            this.logDensity = new double[highest - lowest + 1];
            var central = HypergeometricDistribution.of(columns[0] + columns[1], columns[0], drawn);
            for (int i = 0; i < logDensity.length; i++) {
                logDensity[i] = central.logProbability(lowest + i);
            }
        }

        /**
         * Σ of what is no more probable than what was seen, within R's tolerance: equal probabilities rarely are equal as
         * doubles, and without it the other tail would be lost.
         */
        double pValue() {
            double limit = logDensity[observed - lowest] + LOG_TOLERANCE;
            double sum = 0;
            for (double log : logDensity) {
                sum += log <= limit ? StrictMath.exp(log) : 0;
            }
            return Math.min(1, sum);
        }

        /** Density at each point of the support under an odds ratio. */
        private double[] density(double oddsRatio) {
            double[] density = new double[logDensity.length];
            double log = StrictMath.log(oddsRatio);
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < density.length; i++) {
                density[i] = logDensity[i] + log * (lowest + i);
                largest = Math.max(largest, density[i]);
            }
            double sum = 0;
            for (int i = 0; i < density.length; i++) {
                density[i] = StrictMath.exp(density[i] - largest);
                sum += density[i];
            }
            for (int i = 0; i < density.length; i++) {
                density[i] /= sum;
            }
            return density;
        }

        private double mean(double oddsRatio) {
            if (oddsRatio == 0) {
                return lowest;
            }
            double[] density = density(oddsRatio);
            double mean = 0;
            for (int i = 0; i < density.length; i++) {
                mean += (lowest + i) * density[i];
            }
            return mean;
        }

        private double upTo(double oddsRatio) {
            return oddsRatio == 0 ? 1 : sum(density(oddsRatio), 0, observed - lowest);
        }

        private double from(double oddsRatio) {
            return oddsRatio == 0
                    ? (observed <= lowest ? 1 : 0)
                    : sum(density(oddsRatio), observed - lowest, logDensity.length - 1);
        }

        private static double sum(double[] values, int first, int last) {
            double sum = 0;
            for (int i = first; i <= last; i++) {
                sum += values[i];
            }
            return sum;
        }

        double estimate() {
            if (observed == lowest) {
                return 0;
            }
            if (observed == highest) {
                return Double.POSITIVE_INFINITY;
            }
            double mean = mean(1);
            return solve(mean > observed, mean == observed, t -> mean(t) - observed);
        }

        double upper(double alpha) {
            if (observed == highest) {
                return Double.POSITIVE_INFINITY;
            }
            double p = upTo(1);
            return solve(p < alpha, p == alpha, t -> upTo(t) - alpha);
        }

        double lower(double alpha) {
            if (observed == lowest) {
                return 0;
            }
            double p = from(1);
            return solve(p > alpha, p == alpha, t -> from(t) - alpha);
        }

        private double solve(boolean belowOne, boolean isOne, DoubleUnaryOperator f) {
            if (isOne) {
                return 1;
            }
            return belowOne
                    ? Brent.root(f, 0, 1, tolerance)
                    : 1 / Brent.root(t -> f.applyAsDouble(1 / t), StrictMath.ulp(1.0), 1, tolerance);
        }
    }

    /** Σ of the probabilities of all tables with these margins that are no more probable than the one seen. */
    private static double exactP(int[][] counts) {
        int[][] table = withoutEmptyMargins(counts);
        if (table.length < 2 || table[0].length < 2) {
            return 1;
        }
        return new Network(table.length <= table[0].length ? table : transpose(table)).pValue();
    }

    private static int[][] withoutEmptyMargins(int[][] counts) {
        int[][] rows = Arrays.stream(counts)
                .filter(row -> Arrays.stream(row).sum() > 0)
                .toArray(int[][]::new);
        return transpose(Arrays.stream(transpose(rows))
                .filter(column -> Arrays.stream(column).sum() > 0)
                .toArray(int[][]::new));
    }

    private static int[][] transpose(int[][] table) {
        int[][] transposed = new int[table[0].length][table.length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table[0].length; j++) {
                transposed[j][i] = table[i][j];
            }
        }
        return transposed;
    }

    /**
     * Mehta and Patel's network (1983): columns are placed one after another; a node is what remains of the row sums,
     * sorted, since rows are exchangeable. Each node knows the most and the least probable completion, so that a path
     * whose completions all count, or all do not, ends there.
     */
    private static final class Network {

        private final int[] columns;
        private final double[] logFactorial;
        private final double logObserved;
        private final double logConstant;
        private final int[] rowSums;
        private final Map<Node, double[]> bounds = new HashMap<>();
        private int steps;
        private double extreme;

        private record Node(int column, int sumsHash, int[] remaining) {
            static Node of(int column, int[] remaining) {
                return new Node(column, Arrays.hashCode(remaining), remaining);
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Node node && column == node.column && Arrays.equals(remaining, node.remaining);
            }

            @Override
            public int hashCode() {
                return 31 * sumsHash + column;
            }
        }

        /** What leads to a node: the mass of each past log probability. */
        private static final class Past {
            private final Map<Long, double[]> masses = new HashMap<>();

            void add(double log, double mass) {
                double[] entry = masses.computeIfAbsent(Math.round(log * 1e10), key -> new double[] {log, 0});
                entry[1] += mass;
            }
        }

        Network(int[][] table) {
            int[] sums = Contingency.columnSums(table);
            Arrays.sort(sums);
            this.columns = new int[sums.length];
            for (int i = 0; i < sums.length; i++) {
                columns[i] = sums[sums.length - 1 - i];
            }
            this.rowSums = Contingency.rowSums(table);
            Arrays.sort(rowSums);
            int total = Arrays.stream(rowSums).sum();
            this.logFactorial = new double[total + 1];
            for (int i = 2; i <= total; i++) {
                logFactorial[i] = logFactorial[i - 1] + StrictMath.log(i);
            }
            double constant = -logFactorial[total];
            for (int sum : rowSums) {
                constant += logFactorial[sum];
            }
            this.logConstant = constant;
            double observed = constant;
            for (int sum : columns) {
                observed += logFactorial[sum];
            }
            for (int[] row : table) {
                for (int count : row) {
                    observed -= logFactorial[count];
                }
            }
            this.logObserved = observed;
        }

        double pValue() {
            Map<Node, Past> stage = new HashMap<>();
            Past start = new Past();
            start.add(logConstant, StrictMath.exp(logConstant));
            stage.put(Node.of(0, rowSums), start);
            for (int column = 0; column < columns.length; column++) {
                Map<Node, Past> next = new HashMap<>();
                for (Map.Entry<Node, Past> entry : stage.entrySet()) {
                    expand(entry.getKey(), entry.getValue(), next);
                }
                stage = next;
            }
            return Math.min(1, extreme);
        }

        private void expand(Node node, Past past, Map<Node, Past> next) {
            int column = columns[node.column()];
            place(node.remaining().clone(), 0, column, logFactorial[column], (rest, log) -> {
                Node child = Node.of(node.column() + 1, rest);
                double[] bound = bounds(child);
                double all = StrictMath.exp(log + logCompletions(rest));
                double factor = StrictMath.exp(log);
                double limit = logObserved + LOG_TOLERANCE - log;
                Past target = null;
                for (double[] mass : past.masses.values()) {
                    countStep();
                    if (mass[0] + bound[1] <= limit) {
                        extreme += mass[1] * all;
                    } else if (mass[0] + bound[0] <= limit) {
                        target = target == null ? next.computeIfAbsent(child, key -> new Past()) : target;
                        target.add(mass[0] + log, mass[1] * factor);
                    }
                }
            });
        }

        /** log of Σ over completions of Π column!/Π cell!: the multinomial coefficient of what remains. */
        private double logCompletions(int[] remaining) {
            double log = 0;
            int total = 0;
            for (int count : remaining) {
                total += count;
                log -= logFactorial[count];
            }
            return log + logFactorial[total];
        }

        private double[] bounds(Node node) {
            double[] known = bounds.get(node);
            if (known != null) {
                return known;
            }
            double[] bound = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            if (node.column() == columns.length) {
                bound[0] = 0;
                bound[1] = 0;
            } else {
                int column = columns[node.column()];
                place(node.remaining().clone(), 0, column, logFactorial[column], (rest, log) -> {
                    countStep();
                    double[] below = bounds(Node.of(node.column() + 1, rest));
                    bound[0] = Math.min(bound[0], log + below[0]);
                    bound[1] = Math.max(bound[1], log + below[1]);
                });
            }
            bounds.put(node, bound);
            return bound;
        }

        private interface Placement {
            void accept(int[] sortedRest, double log);
        }

        /** All ways to fill one column from row {@code row} on. */
        private void place(int[] rest, int row, int left, double log, Placement then) {
            if (row == rest.length - 1) {
                if (left <= rest[row]) {
                    int[] sorted = rest.clone();
                    sorted[row] -= left;
                    Arrays.sort(sorted);
                    then.accept(sorted, log - logFactorial[left]);
                }
                return;
            }
            int available = rest[row];
            for (int count = 0; count <= Math.min(left, available); count++) {
                rest[row] = available - count;
                place(rest, row + 1, left - count, log - logFactorial[count], then);
            }
            rest[row] = available;
        }

        private void countStep() {
            Check.that(
                    ++steps <= MAX_STEPS,
                    Reason.TOO_LARGE,
                    "The table is too large for the exact test; its χ² approximation is good there.");
        }
    }
}
