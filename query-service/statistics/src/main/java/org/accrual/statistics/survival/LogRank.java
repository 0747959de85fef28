package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.HeavyTies;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.TimeAxis;
import org.accrual.statistics.Warning;

/**
 * The log-rank test (Mantel 1966) and the G-rho family of Harrington and Fleming (1982): at each event time, observed
 * minus expected events per group with the hypergeometric variance d (n − d)/(n − 1) · n_g/n (δ − n_h/n), weighted by
 * S(t−)^rho of the pooled sample, summed over times and strata. rho = 0 is the log-rank test, rho = 1 Peto and Peto's
 * modification of Wilcoxon's. R's {@code survdiff}.
 */
public final class LogRank {

    private static final int FEW_EVENTS = 10;

    private LogRank() {}

    /**
     * @param groups labels in the order of the arrays below
     * @param patients rows per group
     * @param observed events per group (weighted with rho other than 0)
     * @param expected under equal hazards
     * @param variance of observed − expected
     * @param degreesOfFreedom groups with an expected event, less one; −1 if there is no event at all
     * @param pValue NaN without degrees of freedom
     */
    public record Result(
            List<String> groups,
            int[] patients,
            double[] observed,
            double[] expected,
            double[][] variance,
            double chiSquared,
            int degreesOfFreedom,
            double pValue,
            Basis basis) {}

    /** Log-rank test without strata. */
    public static Result test(FollowUp followUp, Groups groups) {
        return test(followUp, groups, null, 0);
    }

    /**
     * @param strata comparisons stay within a stratum; null for none
     * @param rho 0 log-rank, 1 Peto–Peto
     */
    public static Result test(FollowUp followUp, Groups groups, Groups strata, double rho) {
        Sums sums = sums(followUp, groups, strata, rho);
        List<Integer> informative = sums.groupsWithExpectedEvents();
        double chiSquared = informative.size() < 2 ? 0 : chiSquared(sums, informative);
        int degreesOfFreedom = informative.size() - 1;
        return new Result(
                groups.labels(),
                groups.counts(),
                sums.observed,
                sums.expected,
                sums.variance,
                chiSquared,
                degreesOfFreedom,
                Normal.chiSquaredP(chiSquared, degreesOfFreedom),
                basis(followUp, groups, sums, strata != null, rho));
    }

    /** A trend over ordered groups: χ² with one degree of freedom. */
    public record Trend(double statistic, double chiSquared, double pValue, Basis basis) {}

    /**
     * Tarone's test for trend (1975): (Σ s (O − E))² over s' V s.
     *
     * @param scores one per group, for instance 0, 1, 2
     * @param strata null for none
     */
    public static Trend trend(FollowUp followUp, Groups groups, double[] scores, Groups strata) {
        Check.sameLength(groups.size(), scores.length, "The score column");
        Sums sums = sums(followUp, groups, strata, 0);
        double statistic = 0;
        double variance = 0;
        for (int g = 0; g < scores.length; g++) {
            statistic += scores[g] * (sums.observed[g] - sums.expected[g]);
            for (int h = 0; h < scores.length; h++) {
                variance += scores[g] * scores[h] * sums.variance[g][h];
            }
        }
        Check.that(variance > 0, Reason.NO_VARIANCE, "The scores do not differ where groups are compared.");
        double chiSquared = statistic * statistic / variance;
        Basis general = basis(followUp, groups, sums, strata != null, 0);
        List<String> assumptions = new ArrayList<>(general.assumptions());
        assumptions.add("The scores reflect the distances between the groups.");
        return new Trend(
                statistic,
                chiSquared,
                Normal.chiSquaredP(chiSquared, 1),
                new Basis(general.method() + " for trend", assumptions, general.warnings()));
    }

    /** Observed, expected and variance, after the refusals that all tests of this family share. */
    static Sums sums(FollowUp followUp, Groups groups, Groups strata, double rho) {
        Check.sameLength(followUp.rows(), groups.rows(), "The group column");
        Check.that(groups.size() >= 2, Reason.ONE_GROUP, "A comparison needs two groups at least.");
        Check.that(
                !followUp.isWeighted(),
                Reason.INVALID_WEIGHT,
                "The log-rank test takes no case weights; use a weighted Cox model with robust errors.");
        groups.requireEachOccupied();
        Groups within = strata == null ? Groups.one(followUp.rows(), "all") : strata;
        Check.sameLength(followUp.rows(), within.rows(), "The stratum column");
        TimeAxis axis = TimeAxis.of(followUp);
        Sums sums = new Sums(groups.size());
        long cells = (long) axis.size() * groups.size() * within.size();
        if (cells <= 4L * followUp.rows() + TimeAxis.countingRange(0)) {
            addAllStrataAtOnce(sums, followUp, axis, groups, within, rho);
        } else {
            addStratumByStratum(sums, followUp, axis, groups, within, rho);
        }
        return sums;
    }

    private static double chiSquared(Sums sums, List<Integer> informative) {
        int size = informative.size() - 1;
        double[] difference = new double[size];
        double[][] variance = new double[size][size];
        for (int i = 0; i < size; i++) {
            int group = informative.get(i + 1);
            difference[i] = sums.observed[group] - sums.expected[group];
            for (int j = 0; j < size; j++) {
                variance[i][j] = sums.variance[group][informative.get(j + 1)];
            }
        }
        LinearSystem system = LinearSystem.of(variance);
        Check.that(
                !system.singular(),
                Reason.NO_VARIANCE,
                "At every event only one group was at risk: there is nothing to compare.");
        return system.quadraticForm(difference);
    }

    /** Counts of all strata side by side: one pass over the rows. */
    private static void addAllStrataAtOnce(
            Sums sums, FollowUp followUp, TimeAxis axis, Groups groups, Groups strata, double rho) {
        int places = axis.size();
        int groupCount = groups.size();
        int block = places * groupCount;
        int[] leaving = new int[block * strata.size()];
        int[] dying = new int[block * strata.size()];
        int[] entering = axis.firstPlace == null ? null : new int[block * strata.size()];
        int[] group = groups.codes();
        int[] stratum = strata.codes();
        boolean[] events = followUp.events();
        for (int row = 0; row < events.length; row++) {
            int base = stratum[row] * block + group[row];
            int cell = base + axis.stopPlace[row] * groupCount;
            leaving[cell]++;
            if (events[row]) {
                dying[cell]++;
            }
            if (entering != null) {
                entering[base + axis.firstPlace[row] * groupCount]++;
            }
        }
        for (int s = 0; s < strata.size(); s++) {
            sums.addStratum(leaving, dying, entering, s * block, places, rho);
        }
    }

    /** With many distinct times and many strata: each stratum on its own axis, in memory linear in the rows. */
    private static void addStratumByStratum(
            Sums sums, FollowUp followUp, TimeAxis axis, Groups groups, Groups strata, double rho) {
        int groupCount = groups.size();
        for (int s = 0; s < strata.size(); s++) {
            int[] rows = strata.rowsOf(s);
            if (rows.length == 0) {
                continue;
            }
            int[] places = Arrays.stream(rows)
                    .map(row -> axis.stopPlace[row])
                    .sorted()
                    .distinct()
                    .toArray();
            int[] leaving = new int[places.length * groupCount];
            int[] dying = new int[places.length * groupCount];
            int[] entering = axis.firstPlace == null ? null : new int[places.length * groupCount];
            for (int row : rows) {
                int group = groups.codes()[row];
                int cell = Arrays.binarySearch(places, axis.stopPlace[row]) * groupCount + group;
                leaving[cell]++;
                if (followUp.event(row)) {
                    dying[cell]++;
                }
                if (entering != null) {
                    int found = Arrays.binarySearch(places, axis.firstPlace[row]);
                    entering[(found >= 0 ? found : -found - 1) * groupCount + group]++;
                }
            }
            sums.addStratum(leaving, dying, entering, 0, places.length, rho);
        }
    }

    /** Observed, expected and variance, added up over strata in their order. */
    static final class Sums {

        final double[] observed;
        final double[] expected;
        final double[][] variance;
        private long events;
        private long eventTimes;

        Sums(int groups) {
            observed = new double[groups];
            expected = new double[groups];
            variance = new double[groups][groups];
        }

        List<Integer> groupsWithExpectedEvents() {
            List<Integer> groups = new ArrayList<>();
            for (int group = 0; group < expected.length; group++) {
                if (expected[group] > 0) {
                    groups.add(group);
                }
            }
            return groups;
        }

        private void addStratum(int[] leaving, int[] dying, int[] entering, int offset, int places, double rho) {
            int groups = observed.length;
            double[] survivalBefore = rho == 0 ? null : pooledSurvivalBefore(leaving, dying, entering, offset, places);
            double[] atRisk = new double[groups];
            double total = 0;
            for (int place = places - 1; place >= 0; place--) {
                int cell = offset + place * groups;
                double deaths = 0;
                for (int group = 0; group < groups; group++) {
                    atRisk[group] += leaving[cell + group];
                    total += leaving[cell + group];
                    deaths += dying[cell + group];
                }
                if (deaths > 0) {
                    double weight = rho == 0 ? 1 : StrictMath.pow(survivalBefore[place], rho);
                    addTime(dying, cell, atRisk, total, deaths, weight);
                }
                if (entering != null) {
                    for (int group = 0; group < groups; group++) {
                        atRisk[group] -= entering[cell + group];
                        total -= entering[cell + group];
                    }
                }
            }
        }

        private void addTime(int[] dying, int cell, double[] atRisk, double total, double deaths, double weight) {
            events += (long) deaths;
            eventTimes++;
            double common = total > 1 ? weight * weight * deaths * (total - deaths) / (total * (total - 1)) : 0;
            for (int group = 0; group < observed.length; group++) {
                observed[group] += weight * dying[cell + group];
                expected[group] += weight * deaths * atRisk[group] / total;
                if (common > 0 && atRisk[group] > 0) {
                    double share = common * atRisk[group];
                    variance[group][group] += share;
                    for (int other = 0; other < observed.length; other++) {
                        variance[group][other] -= share * atRisk[other] / total;
                    }
                }
            }
        }

        private double[] pooledSurvivalBefore(int[] leaving, int[] dying, int[] entering, int offset, int places) {
            int groups = observed.length;
            double[] before = new double[places];
            double[] risk = new double[places];
            double total = 0;
            for (int place = places - 1; place >= 0; place--) {
                for (int group = 0; group < groups; group++) {
                    total += leaving[offset + place * groups + group];
                }
                risk[place] = total;
                for (int group = 0; entering != null && group < groups; group++) {
                    total -= entering[offset + place * groups + group];
                }
            }
            double survival = 1;
            for (int place = 0; place < places; place++) {
                before[place] = survival;
                double deaths = 0;
                for (int group = 0; group < groups; group++) {
                    deaths += dying[offset + place * groups + group];
                }
                if (deaths > 0) {
                    survival *= (risk[place] - deaths) / risk[place];
                }
            }
            return before;
        }
    }

    private static Basis basis(FollowUp followUp, Groups groups, Sums sums, boolean stratified, double rho) {
        String name = rho == 0 ? "Log-rank test" : rho == 1 ? "Peto–Peto test" : "G-rho test, rho = " + rho;
        List<String> assumptions = new ArrayList<>(List.of(Basis.INDEPENDENT_CENSORING));
        assumptions.add("The groups are fixed at the time origin.");
        assumptions.add("Most powerful against proportional hazards; crossing curves can hide a difference.");
        if (stratified) {
            assumptions.add("The effect has the same direction in every stratum.");
        }
        return new Basis(stratified ? name + ", stratified" : name, assumptions, warnings(followUp, groups, sums, rho));
    }

    static int[] eventsPerGroup(FollowUp followUp, Groups groups) {
        int[] perGroup = new int[groups.size()];
        for (int row = 0; row < followUp.rows(); row++) {
            if (followUp.event(row)) {
                perGroup[groups.codes()[row]]++;
            }
        }
        return perGroup;
    }

    private static List<Warning> warnings(FollowUp followUp, Groups groups, Sums sums, double rho) {
        List<Warning> warnings = new ArrayList<>();
        if (followUp.delayedEntry()) {
            warnings.add(Warning.of(
                    Warning.Kind.LATE_ENTRY,
                    "Patients enter late: early risk sets are small, and entry must not depend on the prognosis."));
        }
        int[] eventsPerGroup = eventsPerGroup(followUp, groups);
        if (sums.events == 0) {
            warnings.add(Warning.of(Warning.Kind.NO_EVENTS, "There is no event: the test has nothing to go by."));
            return warnings;
        }
        for (int group = 0; group < groups.size(); group++) {
            String label = groups.labels().get(group);
            if (eventsPerGroup[group] == 0) {
                warnings.add(Warning.of(Warning.Kind.NO_EVENTS_IN_GROUP, "Group \"%s\" has no event.", label));
            }
            if (rho == 0 && sums.expected[group] < 5) {
                warnings.add(Warning.of(
                        Warning.Kind.EXPECTED_BELOW_FIVE,
                        "Group \"%s\" has %.2f expected events: the χ² approximation is poor, prefer the permutation P.",
                        label,
                        sums.expected[group]));
            }
        }
        if (sums.events < FEW_EVENTS) {
            warnings.add(Warning.of(Warning.Kind.SMALL_SAMPLE, "There are only %d events.", sums.events));
        }
        if (sums.events > 2 * sums.eventTimes) {
            warnings.add(HeavyTies.warning(sums.events, sums.eventTimes));
        }
        return warnings;
    }
}
