package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Sample;
import org.accrual.statistics.Warning;
import org.accrual.statistics.tables.StandardizedDifference;

/**
 * Stabilized inverse probability of treatment weights: P(treated)/ps for the treated, P(untreated)/(1 − ps) for the
 * others, ps from a logistic regression (Rosenbaum and Rubin 1983; Robins, Hernán and Brumback 2000). Standardized
 * differences before and after show what the weights balance.
 *
 * @param propensities ps per row
 * @param weights per row
 * @param effectiveTreated (Σw)²/Σw² among the treated
 * @param effectiveUntreated likewise among the others
 * @param balance one line per covariate
 */
public record PropensityWeights(
        LogisticRegression model,
        double[] propensities,
        double[] weights,
        double effectiveTreated,
        double effectiveUntreated,
        List<Balance> balance,
        Basis basis) {

    private static final double BALANCED = 0.1;
    private static final double EXTREME = 10;

    /**
     * Difference of means over the pooled standard deviation √((s₁² + s₀²)/2) of the unweighted groups.
     */
    public record Balance(String covariate, double before, double after) {}

    public static PropensityWeights of(boolean[] treated, Covariates covariates) {
        return of(treated, covariates, LogisticRegression.fit(treated, covariates));
    }

    /** Weights from a propensity model that is there already. */
    public static PropensityWeights of(boolean[] treated, Covariates covariates, LogisticRegression model) {
        int n = treated.length;
        int treatedCount = 0;
        for (boolean one : treated) {
            treatedCount += one ? 1 : 0;
        }
        Check.that(
                treatedCount > 0 && treatedCount < n,
                Reason.ONE_GROUP,
                "%d of %d are treated: there is nothing to weigh.",
                treatedCount,
                n);
        double share = (double) treatedCount / n;
        double[] weights = new double[n];
        for (int row = 0; row < n; row++) {
            double ps = model.fitted()[row];
            weights[row] = treated[row] ? share / ps : (1 - share) / (1 - ps);
        }
        List<Balance> balance = new ArrayList<>();
        for (int j = 0; j < covariates.size(); j++) {
            balance.add(balance(covariates.names().get(j), covariates.column(j), treated, weights));
        }
        return new PropensityWeights(
                model,
                model.fitted(),
                weights,
                effectiveSize(weights, treated, true),
                effectiveSize(weights, treated, false),
                List.copyOf(balance),
                basis(model, weights, balance));
    }

    private static double effectiveSize(double[] weights, boolean[] treated, boolean which) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < weights.length; row++) {
            if (treated[row] == which) {
                sum += weights[row];
                squares += weights[row] * weights[row];
            }
        }
        return sum * sum / squares;
    }

    private static Balance balance(String name, double[] values, boolean[] treated, double[] weights) {
        double[] one = StandardizedDifference.select(values, treated, true);
        double[] other = StandardizedDifference.select(values, treated, false);
        double spread = StandardizedDifference.pooledDeviation(one, other);
        double before = (Sample.mean(one) - Sample.mean(other)) / spread;
        double after =
                (weightedMean(values, treated, weights, true) - weightedMean(values, treated, weights, false)) / spread;
        return new Balance(name, before, after);
    }

    private static double weightedMean(double[] values, boolean[] treated, double[] weights, boolean which) {
        double sum = 0;
        double total = 0;
        for (int row = 0; row < values.length; row++) {
            if (treated[row] == which) {
                sum += weights[row] * values[row];
                total += weights[row];
            }
        }
        return sum / total;
    }

    static List<Warning> imbalances(List<Balance> balance, String after) {
        return balance.stream()
                .filter(line -> Math.abs(line.after()) > BALANCED)
                .map(line -> Warning.of(
                        Warning.Kind.IMBALANCE,
                        "%s still differs by %.2f standard deviations after %s.",
                        line.covariate(),
                        line.after(),
                        after))
                .toList();
    }

    private static Basis basis(LogisticRegression model, double[] weights, List<Balance> balance) {
        List<Warning> warnings = new ArrayList<>(model.basis().warnings());
        warnings.addAll(imbalances(balance, "weighting"));
        double largest = 0;
        for (double weight : weights) {
            largest = Math.max(largest, weight);
        }
        if (largest > EXTREME) {
            warnings.add(Warning.of(
                    Warning.Kind.EXTREME_WEIGHTS, "The largest weight is %.1f: a few patients decide.", largest));
        }
        return new Basis(
                "Stabilized inverse probability of treatment weights",
                List.of(
                        "Everything that confounds is among the covariates.",
                        "Everybody could have had either treatment.",
                        "The propensity model is right."),
                warnings);
    }
}
