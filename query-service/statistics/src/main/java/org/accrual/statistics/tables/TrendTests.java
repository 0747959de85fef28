package org.accrual.statistics.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Sample;
import org.accrual.statistics.Warning;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Tests that something rises or falls with ordered groups (stages, grades, periods); that of survival is
 * {@link LogRank#trend}.
 */
public final class TrendTests {

    private TrendTests() {}

    /**
     * @param statistic above 0 if proportions rise with the score
     */
    public record CochranArmitage(double statistic, double chiSquared, double pValue, Basis basis) {}

    /**
     * A trend in proportions (Cochran 1954; Armitage 1955): T = Σ s (x − n p̄), χ² = T²/(p̄(1 − p̄)(Σ n s² − (Σ n s)²/N)).
     * R's {@code prop.trend.test}.
     *
     * @param successes per group
     * @param totals per group
     * @param scores per group, for instance 1, 2, 3
     */
    public static CochranArmitage cochranArmitage(int[] successes, int[] totals, double[] scores) {
        Check.sameLength(successes.length, totals.length, "The column of totals");
        Check.sameLength(successes.length, scores.length, "The score column");
        Check.that(successes.length >= 2, Reason.ONE_GROUP, "A trend needs two groups at least.");
        double n = 0;
        double x = 0;
        double ns = 0;
        double nss = 0;
        for (int group = 0; group < totals.length; group++) {
            Check.that(
                    successes[group] >= 0 && successes[group] <= totals[group] && totals[group] > 0,
                    Reason.INVALID_COUNT,
                    "%d of %d is no proportion.",
                    successes[group],
                    totals[group]);
            Check.finite(scores[group], "Score", group);
            n += totals[group];
            x += successes[group];
            ns += totals[group] * scores[group];
            nss += totals[group] * scores[group] * scores[group];
        }
        double p = x / n;
        double statistic = 0;
        for (int group = 0; group < totals.length; group++) {
            statistic += scores[group] * (successes[group] - totals[group] * p);
        }
        double variance = p * (1 - p) * (nss - ns * ns / n);
        Check.that(variance > 0, Reason.NO_VARIANCE, "Scores or outcomes are the same in all groups.");
        double chiSquared = statistic * statistic / variance;
        return new CochranArmitage(
                statistic,
                chiSquared,
                Normal.chiSquaredP(chiSquared, 1),
                new Basis(
                        "Cochran–Armitage test for trend",
                        List.of("Patients are independent.", "The scores reflect the distances between the groups."),
                        List.of()));
    }

    /**
     * @param statistic pairs of a lower and a higher group in which the higher has the larger value, ties counted half
     * @param expected without a trend
     * @param z above 0 if values rise with the groups
     */
    public record Jonckheere(
            double statistic, double expected, double variance, double z, double pValue, Basis basis) {}

    /**
     * A trend in a number over ordered groups (Terpstra 1952; Jonckheere 1954), by the normal approximation with the
     * variance for ties (Hollander and Wolfe 1999, 6.2), two-sided.
     *
     * @param groups labels in the order of the hypothesis
     */
    public static Jonckheere jonckheere(double[] values, Groups groups) {
        requireOrdered(values, groups);
        double statistic = 0;
        for (int lower = 0; lower < groups.size(); lower++) {
            double[] low = Sample.select(values, groups.rowsOf(lower));
            for (int higher = lower + 1; higher < groups.size(); higher++) {
                statistic += larger(low, Sample.select(values, groups.rowsOf(higher)));
            }
        }
        double n = values.length;
        double squares = 0;
        for (int count : groups.counts()) {
            squares += (double) count * count;
        }
        double expected = (n * n - squares) / 4;
        double variance = jonckheereVariance(Ranks.of(values).ties(), groups.counts(), n);
        Check.that(
                variance > 0, Reason.NO_VARIANCE, "All values are the same: nothing could have come out differently.");
        double z = (statistic - expected) / Math.sqrt(variance);
        List<Warning> warnings = new ArrayList<>();
        if (Ranks.of(values).tieSum() > 0) {
            warnings.add(Warning.of(Warning.Kind.TIES_IN_RANKS, "Equal values count half in every pair."));
        }
        return new Jonckheere(
                statistic,
                expected,
                variance,
                z,
                Normal.twoSidedP(z),
                new Basis(
                        "Jonckheere–Terpstra test, normal approximation",
                        List.of("Patients are independent.", "The groups were ordered before the values were seen."),
                        warnings));
    }

    /** How many pairs have the second larger, ties half: by the ranks of the second among both. */
    private static double larger(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        double[] ranks = Ranks.of(both).ranks();
        double sum = 0;
        for (int i = first.length; i < both.length; i++) {
            sum += ranks[i];
        }
        return sum - second.length * (second.length + 1.0) / 2;
    }

    private static double jonckheereVariance(int[] ties, int[] counts, double n) {
        double a = n * (n - 1) * (2 * n + 5);
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        for (double count : counts) {
            a -= count * (count - 1) * (2 * count + 5);
            b += count * (count - 1) * (count - 2);
            d += count * (count - 1);
        }
        for (double t : ties) {
            a -= t * (t - 1) * (2 * t + 5);
            c += t * (t - 1) * (t - 2);
            e += t * (t - 1);
        }
        double third = n > 2 ? b * c / (36 * n * (n - 1) * (n - 2)) : 0;
        return a / 72 + third + d * e / (8 * n * (n - 1));
    }

    /**
     * @param slope change of the mean per unit of the score
     */
    public record Linear(double slope, double f, int numerator, int denominator, double pValue, Basis basis) {}

    /**
     * The linear contrast of the analysis of variance: the scores' slope against the variance within groups (R's
     * {@code anova(lm(value ~ score), lm(value ~ group))} asks what is left; this is the part of the slope).
     *
     * @param scores per group, for instance 1, 2, 3
     */
    public static Linear linear(double[] values, Groups groups, double[] scores) {
        requireOrdered(values, groups);
        Check.sameLength(groups.size(), scores.length, "The score column");
        double meanScore = 0;
        for (int row = 0; row < values.length; row++) {
            meanScore += scores[groups.codes()[row]] / values.length;
        }
        double mean = Sample.mean(values);
        double product = 0;
        double square = 0;
        double within = 0;
        for (int group = 0; group < groups.size(); group++) {
            double[] column = Sample.select(values, groups.rowsOf(group));
            double own = Sample.mean(column);
            double distance = scores[group] - meanScore;
            product += column.length * distance * (own - mean);
            square += column.length * distance * distance;
            within += Arrays.stream(column)
                    .map(value -> (value - own) * (value - own))
                    .sum();
        }
        int denominator = values.length - groups.size();
        Check.that(square > 0, Reason.NO_VARIANCE, "The scores are the same in all groups.");
        Check.that(
                denominator > 0 && within > 0, Reason.NO_VARIANCE, "No value differs from its group's mean: no error.");
        double f = product * product / square / (within / denominator);
        return new Linear(
                product / square,
                f,
                1,
                denominator,
                FDistribution.of(1, denominator).survivalProbability(f),
                new Basis(
                        "Linear trend over groups (analysis of variance)",
                        List.of(
                                "Patients are independent.",
                                "Means are nearly normal, variances equal.",
                                "The scores reflect the distances between the groups."),
                        List.of()));
    }

    private static void requireOrdered(double[] values, Groups groups) {
        Check.sameLength(values.length, groups.rows(), "The group column");
        Check.that(groups.size() >= 2, Reason.ONE_GROUP, "A trend needs two groups at least.");
        groups.requireEachOccupied();
    }
}
