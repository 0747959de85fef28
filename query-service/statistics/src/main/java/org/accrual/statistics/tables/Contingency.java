package org.accrual.statistics.tables;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * Tests of a table of counts: Fisher's exact test for any size, Pearson's χ², and χ² with Yates' correction for two by
 * two.
 */
public final class Contingency {

    private static final double SMALL_EXPECTED = 5;

    private Contingency() {}

    /** Pearson's statistic; NaN where a row or column of the table is empty. */
    public record ChiSquared(double statistic, int degreesOfFreedom, double pValue) {}

    /**
     * @param expected counts under independence
     * @param yates null unless the table is two by two
     */
    public record Result(
            double[][] expected, FisherExact.Result fisher, ChiSquared chiSquared, ChiSquared yates, Basis basis) {}

    /**
     * @param counts rows by columns, at least two by two
     * @param level of the odds ratio's interval
     */
    public static Result test(int[][] counts, double level) {
        int total = requireTable(counts);
        double[][] expected = expected(counts, total);
        boolean twoByTwo = counts.length == 2 && counts[0].length == 2;
        FisherExact.Result fisher = FisherExact.test(counts, level);
        ChiSquared chiSquared = chiSquared(counts, expected);
        return new Result(
                expected,
                fisher,
                chiSquared,
                twoByTwo ? yates(counts, expected) : null,
                new Basis("Fisher's exact test; χ²", assumptions(), warnings(expected)));
    }

    /** Pearson's χ² alone: for whoever tries many tables. */
    public static ChiSquared chiSquared(int[][] counts) {
        return chiSquared(counts, expected(counts, requireTable(counts)));
    }

    /** χ² with Yates' correction alone, of a table of two by two. */
    public static ChiSquared yates(int[][] counts) {
        int total = requireTable(counts);
        Check.argument(counts.length == 2 && counts[0].length == 2, "Yates' correction is for two by two.");
        return yates(counts, expected(counts, total));
    }

    /** Tabulates two columns; rows and columns in the order of the labels. */
    public static int[][] tabulate(Groups rows, Groups columns) {
        Check.sameLength(rows.rows(), columns.rows(), "The column's column");
        int[][] counts = new int[rows.size()][columns.size()];
        for (int i = 0; i < rows.rows(); i++) {
            counts[rows.codes()[i]][columns.codes()[i]]++;
        }
        return counts;
    }

    static int requireTable(int[][] counts) {
        Check.that(
                counts.length >= 2 && counts[0].length >= 2,
                Reason.INVALID_COUNT,
                "A table needs two rows and two columns at least.");
        long total = 0;
        for (int[] row : counts) {
            Check.that(row.length == counts[0].length, Reason.UNEQUAL_LENGTHS, "The rows differ in length.");
            for (int count : row) {
                Check.that(count >= 0, Reason.INVALID_COUNT, "A count is negative: %d.", count);
                total += count;
            }
        }
        Check.that(total > 0, Reason.NO_PATIENTS, "The table is empty.");
        Check.that(total <= Integer.MAX_VALUE, Reason.TOO_LARGE, "The table's total %d is too large.", total);
        return (int) total;
    }

    static int[] rowSums(int[][] counts) {
        int[] sums = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            for (int count : counts[i]) {
                sums[i] += count;
            }
        }
        return sums;
    }

    static int[] columnSums(int[][] counts) {
        int[] sums = new int[counts[0].length];
        for (int[] row : counts) {
            for (int j = 0; j < row.length; j++) {
                sums[j] += row[j];
            }
        }
        return sums;
    }

    private static double[][] expected(int[][] counts, int total) {
        int[] rows = rowSums(counts);
        int[] columns = columnSums(counts);
        double[][] expected = new double[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                expected[i][j] = (double) rows[i] * columns[j] / total;
            }
        }
        return expected;
    }

    private static boolean hasEmptyMargin(double[][] expected) {
        for (double[] row : expected) {
            for (double cell : row) {
                if (cell == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ChiSquared chiSquared(int[][] counts, double[][] expected) {
        int degreesOfFreedom = (counts.length - 1) * (counts[0].length - 1);
        if (hasEmptyMargin(expected)) {
            return new ChiSquared(Double.NaN, degreesOfFreedom, Double.NaN);
        }
        long[][] table = new long[counts.length][counts[0].length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[0].length; j++) {
                table[i][j] = counts[i][j];
            }
        }
        var test = ChiSquareTest.withDefaults().test(table);
        return new ChiSquared(test.getStatistic(), degreesOfFreedom, test.getPValue());
    }

    /** Σ (|O − E| − c)²/E with c = ½, or |O − E| where that is less, as R has it. */
    private static ChiSquared yates(int[][] counts, double[][] expected) {
        if (hasEmptyMargin(expected)) {
            return new ChiSquared(Double.NaN, 1, Double.NaN);
        }
        double correction = Math.min(0.5, Math.abs(counts[0][0] - expected[0][0]));
        double statistic = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double deviation = Math.abs(counts[i][j] - expected[i][j]) - correction;
                statistic += deviation * deviation / expected[i][j];
            }
        }
        return new ChiSquared(statistic, 1, Normal.chiSquaredP(statistic, 1));
    }

    private static List<String> assumptions() {
        return List.of(
                "Each patient is counted once.",
                "Fisher: both margins are taken as given; a table counts as extreme if it is no more probable than the one seen.",
                "χ²: expected counts of 5 or more.");
    }

    private static List<Warning> warnings(double[][] expected) {
        List<Warning> warnings = new ArrayList<>();
        int small = 0;
        int cells = 0;
        for (double[] row : expected) {
            for (double cell : row) {
                cells++;
                small += cell < SMALL_EXPECTED ? 1 : 0;
            }
        }
        if (hasEmptyMargin(expected)) {
            warnings.add(Warning.of(Warning.Kind.EMPTY_MARGIN, "A row or column is empty: χ² is not defined."));
        }
        if (small > 0) {
            warnings.add(Warning.of(
                    Warning.Kind.EXPECTED_BELOW_FIVE,
                    "%d of %d expected counts are below 5: use Fisher's test.",
                    small,
                    cells));
        }
        return warnings;
    }
}
