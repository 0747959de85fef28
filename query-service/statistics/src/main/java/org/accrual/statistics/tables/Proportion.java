package org.accrual.statistics.tables;

import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A proportion with Wilson's score interval (1927) and the exact interval of Clopper and Pearson (1934).
 *
 * @param value successes / n
 */
public record Proportion(int successes, int n, double value, Interval wilson, Interval clopperPearson, Basis basis) {

    private static final int POLISHING_STEPS = 4;

    public static Proportion of(int successes, int n, double level) {
        Check.that(n > 0, Reason.NO_PATIENTS, "A proportion of nobody.");
        Check.that(successes >= 0 && successes <= n, Reason.INVALID_COUNT, "%d of %d is no proportion.", successes, n);
        double z = Normal.twoSidedQuantile(level);
        return new Proportion(
                successes,
                n,
                (double) successes / n,
                wilson(successes, n, z),
                clopperPearson(successes, n, (1 - level) / 2),
                new Basis(
                        "Proportion; Wilson and Clopper–Pearson intervals",
                        List.of("Patients are independent and counted once."),
                        List.of()));
    }

    private static Interval wilson(int successes, int n, double z) {
        double p = (double) successes / n;
        double z2 = z * z;
        double center = p + z2 / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
        double scale = 1 + z2 / n;
        double lower = successes == 0 ? 0 : Math.max(0, (center - half) / scale);
        double upper = successes == n ? 1 : Math.min(1, (center + half) / scale);
        return new Interval(lower, upper);
    }

    private static Interval clopperPearson(int successes, int n, double alpha) {
        double lower = successes == 0 ? 0 : betaQuantile(successes, n - successes + 1.0, alpha);
        double upper = successes == n ? 1 : 1 - betaQuantile(n - successes, successes + 1.0, alpha);
        return new Interval(lower, upper);
    }

    /** The library's quantile to its absolute accuracy, then Newton steps to the last digits. */
    private static double betaQuantile(double a, double b, double p) {
        BetaDistribution beta = BetaDistribution.of(a, b);
        double x = beta.inverseCumulativeProbability(p);
        for (int step = 0; step < POLISHING_STEPS; step++) {
            double density = beta.density(x);
            if (!(density > 0) || Double.isInfinite(density)) {
                return x;
            }
            double next = x - (beta.cumulativeProbability(x) - p) / density;
            if (!(next > 0 && next < 1)) {
                return x;
            }
            x = next;
        }
        return x;
    }
}
