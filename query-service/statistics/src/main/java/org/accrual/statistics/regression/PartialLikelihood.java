package org.accrual.statistics.regression;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.accrual.statistics.Ties;

/**
 * The partial likelihood at one β, its gradient and its information, on the standardized scale. With a time weight g(t)
 * the gradient and information of β and of θ in β + θ g(t) at θ = 0, which the test of proportional hazards needs.
 */
final class PartialLikelihood implements RiskSets.Visitor {

    private final int size;
    private final Ties ties;
    private final IntToDoubleFunction timeWeight;
    double logLikelihood;
    boolean finite;
    final double[] gradient;
    final double[][] information;

    private PartialLikelihood(int size, Ties ties, IntToDoubleFunction timeWeight) {
        this.size = size;
        this.ties = ties;
        this.timeWeight = timeWeight;
        int parameters = timeWeight == null ? size : 2 * size;
        this.gradient = new double[parameters];
        this.information = new double[parameters][parameters];
    }

    /**
     * @param eta linear predictor per sorted position
     */
    static PartialLikelihood at(RiskSets sets, Ties ties, double[] eta) {
        return walk(sets, eta, new PartialLikelihood(sets.size, ties, null));
    }

    /**
     * @param timeWeight g by place of the time axis
     */
    static PartialLikelihood withTimeWeight(RiskSets sets, Ties ties, double[] eta, IntToDoubleFunction timeWeight) {
        return walk(sets, eta, new PartialLikelihood(sets.size, ties, timeWeight));
    }

    private static PartialLikelihood walk(RiskSets sets, double[] eta, PartialLikelihood likelihood) {
        likelihood.finite = sets.walk(eta, likelihood) && Double.isFinite(likelihood.logLikelihood);
        likelihood.mirror();
        return likelihood;
    }

    /**
     * With a of the dead's sums still in, the risk set of a tied event has the sums R + aD for the sums R of the others and
     * D of the dead. Means and covariances over all tied events are then made of five numbers: Σ 1/r, Σ a/r, Σ 1/r²,
     * Σ a/r² and Σ a²/r², r being the risk seen.
     */
    @Override
    public void at(RiskSets.EventTime time) {
        double g = timeWeight == null ? 0 : timeWeight.applyAsDouble(time.place);
        int terms = ties == Ties.BRESLOW ? 1 : time.deaths;
        double weight = time.deathWeight / terms;
        double q = 0;
        double aq = 0;
        double qq = 0;
        double aqq = 0;
        double aaqq = 0;
        LogSum logs = new LogSum();
        for (int term = 0; term < terms; term++) {
            double share = 1 - ties.leftOut(term, terms);
            double risk = time.others.risk() + share * time.dead.risk();
            double inverse = 1 / risk;
            double shared = share * inverse;
            logs.multiply(risk);
            q += inverse;
            aq += shared;
            qq += inverse * inverse;
            aqq += inverse * shared;
            aaqq += shared * shared;
        }
        logLikelihood += time.deathEta - weight * logs.value();
        for (int j = 0, cell = 0; j < size; j++) {
            double rj = time.others.x(j);
            double dj = time.dead.x(j);
            addToGradient(j, time.deathX[j] - weight * (rj * q + dj * aq), g);
            for (int k = 0; k <= j; k++, cell++) {
                double rk = time.others.x(k);
                double dk = time.dead.x(k);
                double squares = time.others.xx(cell) * q + time.dead.xx(cell) * aq;
                double means = rj * rk * qq + (rj * dk + dj * rk) * aqq + dj * dk * aaqq;
                addToInformation(j, k, weight * (squares - means), g);
            }
        }
    }

    /** Σ log of many numbers: the logarithm of products that stay within range. */
    private static final class LogSum {

        private static final double LARGE = 0x1p400;
        private static final double SMALL = 0x1p-400;

        private double sum;
        private double product = 1;

        void multiply(double factor) {
            product *= factor;
            if (!(product < LARGE && product > SMALL)) {
                sum += StrictMath.log(product);
                product = 1;
            }
        }

        double value() {
            return sum + StrictMath.log(product);
        }
    }

    private void addToGradient(int j, double value, double g) {
        gradient[j] += value;
        if (timeWeight != null) {
            gradient[size + j] += g * value;
        }
    }

    private void addToInformation(int j, int k, double value, double g) {
        information[j][k] += value;
        if (timeWeight != null) {
            information[size + j][k] += g * value;
            information[size + j][size + k] += g * g * value;
        }
    }

    private void mirror() {
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
                if (timeWeight != null) {
                    information[size + k][j] = information[size + j][k];
                    information[size + k][size + j] = information[size + j][size + k];
                }
            }
        }
        for (int j = 0; timeWeight != null && j < size; j++) {
            for (int k = 0; k < size; k++) {
                information[k][size + j] = information[size + j][k];
            }
        }
    }

    boolean usable() {
        return finite
                && Arrays.stream(gradient).allMatch(Double::isFinite)
                && Arrays.stream(information).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }
}
