package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Sample;
import org.accrual.statistics.Warning;

/**
 * Logistic regression by iteratively reweighted least squares (R's {@code glm}, binomial).
 *
 * @param names "(Intercept)", then the covariates
 * @param coefficients log odds ratios; NaN if collinear
 * @param fitted probability per row
 */
public record LogisticRegression(
        List<String> names,
        double[] coefficients,
        double[] standardErrors,
        double[] fitted,
        double deviance,
        double nullDeviance,
        Basis basis) {

    private static final double CONVERGED = 1e-14;

    /** R's glm.control: where its iteration stops, and with it the digits that it prints. */
    private static final double CONVERGED_IN_R = 1e-8;

    private static final int MAX_ITERATIONS = 50;

    /** A fitted probability this close to 0 or 1 is one of separation: R's own bound. */
    private static final double CERTAIN = 10 * StrictMath.ulp(1.0);

    public static LogisticRegression fit(boolean[] outcome, Covariates covariates) {
        return fit(outcome, covariates, CONVERGED);
    }

    /**
     * As R prints it: stopped where R stops, with the standard errors of the iteration before. For comparison with R only.
     */
    public static LogisticRegression fitStoppingAsR(boolean[] outcome, Covariates covariates) {
        return fit(outcome, covariates, CONVERGED_IN_R);
    }

    private static LogisticRegression fit(boolean[] outcome, Covariates covariates, double tolerance) {
        Check.sameLength(outcome.length, covariates.rows(), "The covariates' column");
        Check.that(outcome.length > 0, Reason.NO_PATIENTS, "There is nobody to analyze.");
        return new Fitting(outcome, covariates).run(tolerance);
    }

    private static final class Fitting {

        private final boolean[] outcome;
        private final Covariates covariates;
        private final int rows;
        private final int size;
        private final double[] means;
        private final double[] scales;
        private double[] eta;
        private final double[] mu;
        private double[] beta;
        private LinearSystem system;

        Fitting(boolean[] outcome, Covariates covariates) {
            this.outcome = outcome;
            this.covariates = covariates;
            this.rows = outcome.length;
            this.size = covariates.size() + 1;
            this.means = new double[size];
            this.scales = new double[size];
            this.eta = new double[rows];
            this.mu = new double[rows];
            standardize();
            for (int row = 0; row < rows; row++) {
                mu[row] = outcome[row] ? 0.75 : 0.25;
                eta[row] = StrictMath.log(mu[row] / (1 - mu[row]));
            }
        }

        private void standardize() {
            scales[0] = 1;
            for (int j = 1; j < size; j++) {
                double[] column = covariates.column(j - 1);
                means[j] = Sample.mean(column);
                double deviation = 0;
                for (double value : column) {
                    deviation += Math.abs(value - means[j]);
                }
                scales[j] = deviation > 0 ? rows / deviation : 1;
            }
        }

        private double x(int row, int j) {
            return j == 0 ? 1 : (covariates.column(j - 1)[row] - means[j]) * scales[j];
        }

        LogisticRegression run(double tolerance) {
            double before = deviance();
            boolean converged = false;
            for (int iteration = 0; iteration < MAX_ITERATIONS && !converged; iteration++) {
                step();
                double now = deviance();
                converged = Math.abs(now - before) / (Math.abs(now) + 0.1) < tolerance;
                before = now;
            }
            if (tolerance == CONVERGED) {
                system = LinearSystem.of(information());
            }
            return result(converged, before);
        }

        /** One weighted least squares step: (X'WX) β = X'W z with z = η + (y − μ)/(μ(1 − μ)). */
        private void step() {
            system = LinearSystem.of(information());
            double[] right = new double[size];
            for (int row = 0; row < rows; row++) {
                double weight = mu[row] * (1 - mu[row]);
                double wz = weight * eta[row] + (outcome[row] ? 1 : 0) - mu[row];
                for (int j = 0; j < size; j++) {
                    right[j] += x(row, j) * wz;
                }
            }
            beta = system.solve(right);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int j = 0; j < size; j++) {
                    sum += beta[j] * x(row, j);
                }
                eta[row] = sum;
                mu[row] = inverseLogit(sum);
            }
        }

        private static double inverseLogit(double eta) {
            double e = StrictMath.exp(-Math.abs(eta));
            double p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
            return Math.min(Math.max(p, StrictMath.ulp(1.0)), 1 - StrictMath.ulp(1.0));
        }

        private double[][] information() {
            double[][] information = new double[size][size];
            for (int row = 0; row < rows; row++) {
                double weight = mu[row] * (1 - mu[row]);
                for (int j = 0; j < size; j++) {
                    double wx = weight * x(row, j);
                    for (int k = 0; k <= j; k++) {
                        information[j][k] += wx * x(row, k);
                    }
                }
            }
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < j; k++) {
                    information[k][j] = information[j][k];
                }
            }
            return information;
        }

        private double deviance() {
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += -2 * StrictMath.log(outcome[row] ? mu[row] : 1 - mu[row]);
            }
            return sum;
        }

        private double nullDeviance() {
            int ones = 0;
            for (boolean one : outcome) {
                ones += one ? 1 : 0;
            }
            if (ones == 0 || ones == rows) {
                return 0;
            }
            double p = (double) ones / rows;
            return -2 * (ones * StrictMath.log(p) + (rows - ones) * StrictMath.log(1 - p));
        }

        private LogisticRegression result(boolean converged, double deviance) {
            double[][] covariance = system.inverse();
            double[] coefficients = new double[size];
            double[] errors = new double[size];
            // back from the standardized scale: slopes times scale, the intercept less slope times mean
            double[] toIntercept = new double[size];
            toIntercept[0] = 1;
            coefficients[0] = beta[0];
            for (int j = 1; j < size; j++) {
                boolean redundant = system.redundant(j);
                coefficients[j] = redundant ? Double.NaN : beta[j] * scales[j];
                errors[j] = redundant ? Double.NaN : Math.sqrt(covariance[j][j]) * scales[j];
                toIntercept[j] = -means[j] * scales[j];
                coefficients[0] += beta[j] * toIntercept[j];
            }
            double variance = 0;
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    variance += toIntercept[j] * covariance[j][k] * toIntercept[k];
                }
            }
            errors[0] = Math.sqrt(variance);
            List<String> names = new ArrayList<>(List.of("(Intercept)"));
            names.addAll(covariates.names());
            return new LogisticRegression(
                    names, coefficients, errors, mu, deviance, nullDeviance(), basis(converged, coefficients));
        }

        private Basis basis(boolean converged, double[] coefficients) {
            List<Warning> warnings = new ArrayList<>();
            if (!converged) {
                warnings.add(Warning.of(Warning.Kind.NOT_CONVERGED, "No maximum in %d iterations.", MAX_ITERATIONS));
            }
            if (Arrays.stream(mu).anyMatch(p -> p < CERTAIN || p > 1 - CERTAIN)) {
                warnings.add(Warning.of(
                        Warning.Kind.SEPARATION,
                        "Some outcomes are predicted with certainty: coefficients are infinite."));
            }
            for (int j = 1; j < size; j++) {
                if (Double.isNaN(coefficients[j])) {
                    warnings.add(Warning.of(
                            Warning.Kind.COLLINEAR,
                            "%s follows from the other covariates: no coefficient.",
                            covariates.names().get(j - 1)));
                }
            }
            return new Basis(
                    "Logistic regression",
                    List.of("Patients are independent.", "Covariates act linearly on the log odds."),
                    warnings);
        }
    }
}
