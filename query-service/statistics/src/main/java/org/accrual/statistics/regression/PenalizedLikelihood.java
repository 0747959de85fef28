package org.accrual.statistics.regression;

import java.util.Arrays;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.Newton;
import org.accrual.statistics.Ties;

/**
 * Firth's (1993) penalized partial likelihood l(β) + ½ log |I(β)|, whose score is U + ½ tr(I⁻¹ ∂I/∂β).
 *
 * <p>∂I/∂β is made of third central moments over the risk sets. With V = I⁻¹, the mean m of a risk set and q = x'Vx, its
 * trace with V is Cov(q, x) − 2 Cov(x, x) V m there, so that q as one covariate more gives all that is needed in one walk.
 */
final class PenalizedLikelihood implements Newton.Likelihood {

    /** The covariates, and q as the last. */
    private final RiskSets sets;

    private final Ties ties;
    private final int size;

    PenalizedLikelihood(FollowUp followUp, Covariates covariates, CoxModel.Options options) {
        String q = "q of " + String.join(", ", covariates.names());
        this.size = covariates.size();
        this.ties = options.ties();
        this.sets = new RiskSets(followUp, covariates.numeric(q, new double[covariates.rows()]), options.strata());
    }

    double scale(int j) {
        return sets.scales[j];
    }

    @Override
    public Newton.Point at(double[] beta) {
        double[] eta = sets.linearPredictor(Arrays.copyOf(beta, size + 1), new double[sets.rows]);
        PartialLikelihood likelihood = PartialLikelihood.at(sets, ties, eta);
        double[][] information = new double[size][];
        for (int j = 0; j < size; j++) {
            information[j] = Arrays.copyOf(likelihood.information[j], size);
        }
        LinearSystem system = LinearSystem.of(information);
        double[][] inverse = system.inverse();
        Trace trace = new Trace(inverse);
        setQ(inverse);
        sets.walk(eta, trace);
        double[] gradient = new double[size];
        for (int j = 0; j < size; j++) {
            gradient[j] = likelihood.gradient[j] + trace.sums[j] / 2;
        }
        double value =
                likelihood.finite ? likelihood.logLikelihood + system.logDeterminant() / 2 : Double.NEGATIVE_INFINITY;
        return new Newton.Point(value, gradient, information);
    }

    private void setQ(double[][] inverse) {
        int width = size + 1;
        for (int i = 0; i < sets.rows; i++) {
            double q = 0;
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    q += inverse[j][k] * sets.x[i * width + j] * sets.x[i * width + k];
                }
            }
            sets.x[i * width + size] = q;
        }
    }

    private final class Trace implements RiskSets.Visitor {

        private final double[][] inverse;
        final double[] sums = new double[size];

        Trace(double[][] inverse) {
            this.inverse = inverse;
        }

        @Override
        public void at(RiskSets.EventTime time) {
            int terms = ties == Ties.BRESLOW ? 1 : time.deaths;
            double weight = time.deathWeight / terms;
            for (int term = 0; term < terms; term++) {
                add(time, 1 - ties.leftOut(term, terms), weight);
            }
        }

        private void add(RiskSets.EventTime time, double share, double weight) {
            double risk = time.others.risk() + share * time.dead.risk();
            double[] mean = new double[size + 1];
            for (int j = 0; j <= size; j++) {
                mean[j] = (time.others.x(j) + share * time.dead.x(j)) / risk;
            }
            for (int j = 0; j <= size; j++) {
                double factor = j == size ? 1 : -2 * product(inverse[j], mean);
                for (int k = 0; k < size; k++) {
                    int cell = j >= k ? j * (j + 1) / 2 + k : k * (k + 1) / 2 + j;
                    double square = (time.others.xx(cell) + share * time.dead.xx(cell)) / risk;
                    sums[k] += weight * factor * (square - mean[j] * mean[k]);
                }
            }
        }

        private double product(double[] row, double[] mean) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += row[k] * mean[k];
            }
            return sum;
        }
    }
}
