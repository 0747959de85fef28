package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.TimeAxis;
import org.accrual.statistics.Warning;

/**
 * The log-rank test by permutation, for samples too small for χ²: each patient's log-rank score is δ − Λ(t), Λ the
 * Nelson–Aalen hazard of all groups together, so that a group's scores add up to its observed less expected events. P is
 * the fraction of all ways to deal the scores to groups of the same sizes (within strata) whose Σ (O − E)²/n is at least
 * the one seen. It holds exactly if censoring does not differ between the groups.
 */
public final class PermutationLogRank {

    /** Up to so many ways all are counted; beyond, a sample of them is drawn. */
    private static final int COUNT_ALL_UP_TO = 2_000_000;

    private static final int DRAWS = 100_000;

    /** Sums in another order differ by rounding; they are still as extreme. */
    private static final double AS_EXTREME = 1 - 1e-10;

    private PermutationLogRank() {}

    /**
     * @param exact whether all ways were counted
     * @param ways how many were counted or drawn
     */
    public record Result(double pValue, boolean exact, long ways, Basis basis) {}

    /**
     * @param strata null for none
     * @param seed of the draws, so that the same question has the same answer
     */
    public static Result test(FollowUp followUp, Groups groups, Groups strata, long seed) {
        Check.argument(!followUp.delayedEntry(), "With delayed entry patients cannot be exchanged.");
        // the refusals of the log-rank test hold here as well
        LogRank.sums(followUp, groups, strata, 0);
        Groups within = strata == null ? Groups.one(followUp.rows(), "all") : strata;
        double[] scores = scores(followUp, within);
        Dealing dealing = new Dealing(scores, groups, within);
        boolean exact = groups.size() == 2 && within.size() == 1 && dealing.ways() <= COUNT_ALL_UP_TO;
        double p = exact ? dealing.fractionOfAll() : dealing.fractionOfDraws(seed);
        List<Warning> warnings = new ArrayList<>();
        if (followUp.eventCount() == 0) {
            warnings.add(Warning.of(Warning.Kind.NO_EVENTS, "There is no event: the test has nothing to go by."));
        }
        return new Result(
                p,
                exact,
                exact ? (long) dealing.ways() : DRAWS,
                new Basis(
                        exact ? "Exact permutation log-rank test" : "Permutation log-rank test, " + DRAWS + " draws",
                        List.of("Censoring is the same in all groups.", "The groups are fixed at the time origin."),
                        warnings));
    }

    private static double[] scores(FollowUp followUp, Groups strata) {
        double[] scores = new double[followUp.rows()];
        for (int stratum = 0; stratum < strata.size(); stratum++) {
            int[] rows = strata.rowsOf(stratum);
            if (rows.length == 0) {
                continue;
            }
            FollowUp part = followUp.select(rows);
            SurvivalCurve curve = KaplanMeier.curve(part);
            TimeAxis axis = TimeAxis.of(part);
            for (int i = 0; i < rows.length; i++) {
                scores[rows[i]] = (part.event(i) ? 1 : 0) - curve.cumulativeHazard()[axis.stopPlace[i]];
            }
        }
        return scores;
    }

    private static final class Dealing {

        private final double[] scores;
        private final Groups groups;
        private final Groups strata;
        private final int[] sizes;
        private final double seen;
        private long asExtreme;
        private long counted;

        Dealing(double[] scores, Groups groups, Groups strata) {
            this.scores = scores;
            this.groups = groups;
            this.strata = strata;
            this.sizes = groups.counts();
            this.seen = statistic(groups.codes()) * AS_EXTREME;
        }

        private double statistic(int[] codes) {
            double[] sums = new double[sizes.length];
            for (int row = 0; row < codes.length; row++) {
                sums[codes[row]] += scores[row];
            }
            double statistic = 0;
            for (int group = 0; group < sums.length; group++) {
                statistic += sums[group] * sums[group] / sizes[group];
            }
            return statistic;
        }

        /** Binomial coefficient n over the first group's size; grows fast, hence not a whole number type. */
        double ways() {
            int n = scores.length;
            double ways = 1;
            for (int i = 1; i <= sizes[0]; i++) {
                ways = ways * (n - sizes[0] + i) / i;
            }
            return Math.rint(ways);
        }

        double fractionOfAll() {
            double total = 0;
            for (double score : scores) {
                total += score;
            }
            choose(0, sizes[0], 0, total);
            return (double) asExtreme / counted;
        }

        private void choose(int from, int left, double sum, double total) {
            if (left == 0) {
                double rest = total - sum;
                counted++;
                asExtreme += sum * sum / sizes[0] + rest * rest / sizes[1] >= seen ? 1 : 0;
                return;
            }
            for (int row = from; row <= scores.length - left; row++) {
                choose(row + 1, left - 1, sum + scores[row], total);
            }
        }

        /** (1 + as extreme)/(1 + draws): the one seen is one of them, so P is never 0. */
        double fractionOfDraws(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] codes = groups.codes().clone();
            List<int[]> rowsByStratum = new ArrayList<>();
            for (int stratum = 0; stratum < strata.size(); stratum++) {
                rowsByStratum.add(strata.rowsOf(stratum));
            }
            for (int draw = 0; draw < DRAWS; draw++) {
                for (int[] rows : rowsByStratum) {
                    shuffle(codes, rows, random);
                }
                asExtreme += statistic(codes) >= seen ? 1 : 0;
            }
            return (1.0 + asExtreme) / (1.0 + DRAWS);
        }

        private static void shuffle(int[] codes, int[] rows, SplittableRandom random) {
            for (int i = rows.length - 1; i > 0; i--) {
                int other = rows[random.nextInt(i + 1)];
                int kept = codes[rows[i]];
                codes[rows[i]] = codes[other];
                codes[other] = kept;
            }
        }
    }
}
