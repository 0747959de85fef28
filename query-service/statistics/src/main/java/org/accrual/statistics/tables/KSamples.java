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
import org.apache.commons.statistics.inference.OneWayAnova;

/**
 * A number compared between several groups: Kruskal and Wallis (1952), one-way analysis of variance, and Welch's (1951),
 * which needs no equal variances. R's {@code kruskal.test}, {@code oneway.test(var.equal = TRUE)}, {@code oneway.test}.
 *
 * @param samples in the order of the labels
 * @param anova null where no group has two values or none varies within its group
 * @param welch null where a group has one value only or does not vary
 */
public record KSamples(
        List<String> groups,
        List<Sample> samples,
        RankTest kruskalWallis,
        MeanTest anova,
        MeanTest welch,
        Basis basis) {

    private static final int SMALL = 5;

    /** χ² of ranks, corrected for ties. */
    public record RankTest(double statistic, int degreesOfFreedom, double pValue) {}

    /** F with its two degrees of freedom; Welch's second is no whole number. */
    public record MeanTest(double f, int numerator, double denominator, double pValue) {}

    public static KSamples test(double[] values, Groups groups) {
        Check.sameLength(values.length, groups.rows(), "The group column");
        Check.that(groups.size() >= 2, Reason.ONE_GROUP, "A comparison needs two groups at least.");
        groups.requireEachOccupied();
        List<double[]> columns = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            columns.add(Sample.select(values, groups.rowsOf(group)));
        }
        List<Sample> samples = columns.stream().map(Sample::of).toList();
        Check.that(
                Arrays.stream(values).distinct().count() > 1,
                Reason.NO_VARIANCE,
                "All %d values are the same: nothing could have come out differently.",
                values.length);
        return new KSamples(
                groups.labels(),
                samples,
                kruskalWallis(values, groups),
                anova(columns, samples),
                welch(samples),
                basis(groups, samples));
    }

    /** H = 12/(N(N+1)) Σ R²/n − 3(N+1), over 1 − Σ(t³ − t)/(N³ − N) for t equal values. */
    private static RankTest kruskalWallis(double[] values, Groups groups) {
        Ranks ranks = Ranks.of(values);
        double[] sums = new double[groups.size()];
        for (int row = 0; row < values.length; row++) {
            sums[groups.codes()[row]] += ranks.ranks()[row];
        }
        int[] counts = groups.counts();
        double n = values.length;
        double squares = 0;
        for (int group = 0; group < sums.length; group++) {
            squares += sums[group] * sums[group] / counts[group];
        }
        double h = (12 * squares / (n * (n + 1)) - 3 * (n + 1)) / (1 - ranks.tieSum() / (n * n * n - n));
        int degreesOfFreedom = groups.size() - 1;
        return new RankTest(h, degreesOfFreedom, Normal.chiSquaredP(h, degreesOfFreedom));
    }

    private static MeanTest anova(List<double[]> columns, List<Sample> samples) {
        boolean varies = samples.stream().anyMatch(sample -> sample.standardDeviation() > 0);
        if (!varies) {
            return null;
        }
        OneWayAnova.Result result = OneWayAnova.withDefaults().test(columns);
        int within = samples.stream().mapToInt(Sample::n).sum() - samples.size();
        return new MeanTest(result.getStatistic(), samples.size() - 1, within, result.getPValue());
    }

    /**
     * Weights w = n/s², their mean m of the means: F = Σw(x̄ − m)²/(k − 1) / (1 + 2(k − 2) λ), λ = Σ(1 − w/W)²/(n − 1) /
     * (k² − 1), with k − 1 and 1/(3λ) degrees of freedom.
     */
    private static MeanTest welch(List<Sample> samples) {
        boolean each = samples.stream().allMatch(sample -> sample.n() > 1 && sample.standardDeviation() > 0);
        if (!each) {
            return null;
        }
        int k = samples.size();
        double total = 0;
        double sum = 0;
        for (Sample sample : samples) {
            total += weight(sample);
            sum += weight(sample) * sample.mean();
        }
        double spread = 0;
        double lambda = 0;
        for (Sample sample : samples) {
            double distance = sample.mean() - sum / total;
            double rest = 1 - weight(sample) / total;
            spread += weight(sample) * distance * distance;
            lambda += rest * rest / (sample.n() - 1);
        }
        lambda /= (double) k * k - 1;
        double f = spread / ((k - 1) * (1 + 2 * (k - 2) * lambda));
        double denominator = 1 / (3 * lambda);
        return new MeanTest(
                f, k - 1, denominator, FDistribution.of(k - 1, denominator).survivalProbability(f));
    }

    private static double weight(Sample sample) {
        return sample.n() / (sample.standardDeviation() * sample.standardDeviation());
    }

    private static Basis basis(Groups groups, List<Sample> samples) {
        List<Warning> warnings = new ArrayList<>();
        for (int group = 0; group < samples.size(); group++) {
            if (samples.get(group).n() < SMALL) {
                warnings.add(Warning.of(
                        Warning.Kind.SMALL_SAMPLE,
                        "Group \"%s\" has %d values only: χ² is a poor approximation.",
                        groups.labels().get(group),
                        samples.get(group).n()));
            }
        }
        return new Basis(
                "Kruskal–Wallis test; one-way and Welch's analysis of variance",
                List.of(
                        "Patients are independent.",
                        "Kruskal–Wallis: the distributions have the same shape if medians are to be compared.",
                        "Analysis of variance: means are nearly normal; one-way: equal variances besides."),
                warnings);
    }
}
