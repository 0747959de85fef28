package org.accrual.query.survival;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

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
    private final double[] mean;

    private PartialLikelihood(int size, Ties ties, IntToDoubleFunction timeWeight) {
        this.size = size;
        this.ties = ties;
        this.timeWeight = timeWeight;
        int parameters = timeWeight == null ? size : 2 * size;
        this.gradient = new double[parameters];
        this.information = new double[parameters][parameters];
        this.mean = new double[size];
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

    /** Σ over the tied events of log-risk, mean and covariance of x in the risk set that each of them sees. */
    @Override
    public void at(RiskSets.EventTime time) {
        double g = timeWeight == null ? 0 : timeWeight.applyAsDouble(time.place);
        logLikelihood += time.deathEta;
        for (int j = 0; j < size; j++) {
            addToGradient(j, time.deathX[j], g);
        }
        int terms = ties == Ties.BRESLOW ? 1 : time.deaths;
        double weight = time.deathWeight / terms;
        for (int term = 0; term < terms; term++) {
            double share = 1 - ties.leftOut(term, terms);
            addTerm(time, weight, share, g);
        }
    }

    private void addTerm(RiskSets.EventTime time, double weight, double share, double g) {
        double risk = time.risk + share * time.deathRisk;
        logLikelihood -= weight * StrictMath.log(risk);
        for (int j = 0, cell = 0; j < size; j++) {
            mean[j] = (time.riskX[j] + share * time.deathRiskX[j]) / risk;
            addToGradient(j, -weight * mean[j], g);
            for (int k = 0; k <= j; k++, cell++) {
                double square = (time.riskXx[cell] + share * time.deathRiskXx[cell]) / risk;
                addToInformation(j, k, weight * (square - mean[j] * mean[k]), g);
            }
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
