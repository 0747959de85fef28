package org.accrual.query.feasibility.check;

import org.accrual.query.feasibility.question.TableTest;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.tables.Contingency;
import org.accrual.statistics.tables.FisherExact;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/** P values of one table by every test that a paper may have used. */
final class TableP {
    /** Larger tables than two by two, by Fisher: beyond so many patients it takes too long. */
    static final int FISHER_PATIENTS_MAX = 80;

    private static final long STEPS_FOR_A_LARGE_FISHER = 100_000;
    private static final long STEPS_FOR_A_TABLE = 300;

    private TableP() {}

    /** NaN where the test is not defined, or (Fisher for a larger table) not tried. */
    static double of(TableTest test, int[][] table, Work work) {
        return switch (test) {
            case FISHER -> fisher(table, work);
            case FISHER_DOUBLED -> doubled(table);
            case FISHER_MID_P -> FisherExact.pValue(table) - probability(table) / 2;
            case CHI_SQUARED -> Contingency.chiSquared(table).pValue();
            case YATES -> Contingency.yates(table).pValue();
            case CHI_SQUARED_N_MINUS_ONE -> nMinusOne(table);
            case LIKELIHOOD_RATIO -> likelihoodRatio(table);
        };
    }

    static long steps(int[][] table) {
        long steps = STEPS_FOR_A_TABLE;
        for (int[] row : table) for (int count : row) steps += count;
        return steps;
    }

    static boolean triesFisher(int[][] table) {
        return twoByTwo(table) || total(table) <= FISHER_PATIENTS_MAX;
    }

    private static boolean twoByTwo(int[][] table) {
        return table.length == 2 && table[0].length == 2;
    }

    private static double fisher(int[][] table, Work work) {
        if (twoByTwo(table)) return FisherExact.pValue(table);
        if (!triesFisher(table)) return Double.NaN;
        work.spend(STEPS_FOR_A_LARGE_FISHER);
        try {
            return FisherExact.pValue(table);
        } catch (RefusedAnalysis e) {
            if (e.reason() == RefusedAnalysis.Reason.TOO_LARGE) return Double.NaN;
            throw e;
        }
    }

    /** Twice the smaller tail, at most 1. */
    private static double doubled(int[][] table) {
        HypergeometricDistribution distribution = distribution(table);
        int k = table[0][0];
        double upper = distribution.survivalProbability(k) + distribution.probability(k);
        return Math.min(1, 2 * Math.min(distribution.cumulativeProbability(k), upper));
    }

    private static double probability(int[][] table) {
        return distribution(table).probability(table[0][0]);
    }

    private static HypergeometricDistribution distribution(int[][] table) {
        return HypergeometricDistribution.of(total(table), table[0][0] + table[1][0], table[0][0] + table[0][1]);
    }

    private static double nMinusOne(int[][] table) {
        int n = total(table);
        return Normal.chiSquaredP(Contingency.chiSquared(table).statistic() * (n - 1) / n, 1);
    }

    /** G = 2 Σ O ln(O/E); NaN with an empty row or column, like χ². */
    private static double likelihoodRatio(int[][] table) {
        int[] columns = new int[table[0].length];
        double sum = entropy(total(table));
        for (int[] row : table) {
            int n = 0;
            for (int j = 0; j < row.length; j++) {
                n += row[j];
                columns[j] += row[j];
                sum += entropy(row[j]);
            }
            if (n == 0) return Double.NaN;
            sum -= entropy(n);
        }
        for (int column : columns) {
            if (column == 0) return Double.NaN;
            sum -= entropy(column);
        }
        return Normal.chiSquaredP(Math.max(0, 2 * sum), (table.length - 1) * (columns.length - 1));
    }

    private static double entropy(int count) {
        return count == 0 ? 0 : count * StrictMath.log(count);
    }

    private static int total(int[][] table) {
        int total = 0;
        for (int[] row : table) for (int count : row) total += count;
        return total;
    }
}
