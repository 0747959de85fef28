package org.accrual.statistics.competing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.Newton;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.TimeAxis;
import org.accrual.statistics.Warning;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;

/**
 * Regression of the cumulative incidence of one cause among several (Fine and Gray 1999): proportional hazards of the
 * subdistribution, 1 − F(t | x) = exp(−Λ(t) e^{xβ}). Breslow's ties, censoring weights from all rows, and the robust
 * variance that knows that these weights are estimated: I⁻¹ (Σ (η + ψ)(η + ψ)') I⁻¹. R's {@code cmprsk::crr}.
 *
 * <p>A subdistribution hazard ratio says in which direction, and in which order, incidences differ; it is no ratio of
 * rates among those still at risk. That is the cause-specific one: {@link CauseSpecificCox}.
 *
 * @param events of the cause
 * @param competing events of all other causes
 * @param coefficients log subdistribution hazard ratios; limits and P from the robust errors; NaN if collinear
 * @param covariance robust
 * @param waldTest from the robust covariance
 * @param times of the cause's events, ascending
 * @param cumulativeHazard Λ at {@code times}, of a patient whose covariates are all 0
 */
public record FineGray(
        String cause,
        int patients,
        int events,
        int competing,
        List<CoxFit.Coefficient> coefficients,
        double[][] covariance,
        double logLikelihoodAtZero,
        double logLikelihood,
        CoxFit.Test likelihoodRatioTest,
        CoxFit.Test waldTest,
        double[] times,
        double[] cumulativeHazard,
        Basis basis) {

    /**
     * @param followUp its events are those of any cause; one row per patient, without weights
     * @param causes per row 0 for censored, else 1 … number of labels
     * @param cause 1 … number of labels: the one whose incidence is explained
     */
    public static FineGray fit(
            FollowUp followUp, int[] causes, List<String> causeLabels, int cause, Covariates covariates, double level) {
        AalenJohansen.requireCauses(followUp, causes, causeLabels);
        Check.argument(cause >= 1 && cause <= causeLabels.size(), "There is no cause %d.", cause);
        Check.that(covariates.size() > 0, Reason.NOTHING_TO_ESTIMATE, "There is no covariate.");
        Check.sameLength(followUp.rows(), covariates.rows(), "The covariates' column");
        Check.argument(!followUp.delayedEntry(), "The Fine–Gray model takes no delayed entry.");
        Check.that(!followUp.isWeighted(), Reason.INVALID_WEIGHT, "The Fine–Gray model takes no case weights.");
        String label = causeLabels.get(cause - 1);
        int events = (int) Arrays.stream(causes).filter(one -> one == cause).count();
        Check.that(events > 0, Reason.NO_EVENTS, "Nobody has an event of cause \"%s\".", label);
        Subdistribution sets = new Subdistribution(TimeAxis.of(followUp), causes, cause, covariates);
        Newton.Maximum maximum = Newton.maximize(sets, new double[covariates.size()]);
        requireEstimable(maximum, covariates);
        return new Result(sets, maximum, covariates, label, events, level).assemble();
    }

    private static void requireEstimable(Newton.Maximum maximum, Covariates covariates) {
        for (int j = 0; j < covariates.size(); j++) {
            Check.that(
                    !maximum.separated(j),
                    Reason.SEPARATION,
                    "The likelihood of %s still rises at infinity: it has no finite subdistribution hazard ratio.",
                    covariates.names().get(j));
        }
        Check.that(maximum.converged(), Reason.NOT_CONVERGED, "The Fine–Gray model found no maximum.");
    }

    /** Cumulative incidence by a time of a patient with the given covariates, in their order; NaN if one is collinear. */
    public double incidenceAt(double time, double... covariates) {
        Check.sameLength(coefficients.size(), covariates.length, "The patient");
        double eta = 0;
        for (int j = 0; j < covariates.length; j++) {
            eta += coefficients.get(j).coefficient() * covariates[j];
        }
        int place = Arrays.binarySearch(times, time);
        int last = place >= 0 ? place : -place - 2;
        return last < 0 ? 0 : -StrictMath.expm1(-cumulativeHazard[last] * StrictMath.exp(eta));
    }

    private record Result(
            Subdistribution sets,
            Newton.Maximum maximum,
            Covariates covariates,
            String cause,
            int events,
            double level) {

        FineGray assemble() {
            int size = covariates.size();
            double[][] model = sets.x.unscaledCovariance(maximum.information().inverse());
            double[][] robust = sets.x.unscaledCovariance(robust());
            double[] beta = sets.x.unscaled(maximum.beta());
            int[] used = java.util.stream.IntStream.range(0, size)
                    .filter(j -> !maximum.collinear(j))
                    .toArray();
            List<CoxFit.Coefficient> lines = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                boolean named = !maximum.collinear(j);
                lines.add(CoxFit.Coefficient.of(
                        covariates.names().get(j),
                        named ? beta[j] : Double.NaN,
                        named ? Math.sqrt(model[j][j]) : Double.NaN,
                        named ? Math.sqrt(robust[j][j]) : Double.NaN,
                        level));
            }
            int competing = (int) java.util.stream.IntStream.range(0, sets.causes.length)
                    .filter(sets::competing)
                    .count();
            double atZero = maximum.start().value();
            double atMaximum = maximum.point().value();
            return new FineGray(
                    cause,
                    sets.causes.length,
                    events,
                    competing,
                    List.copyOf(lines),
                    robust,
                    atZero,
                    atMaximum,
                    CoxFit.Test.of(2 * (atMaximum - atZero), used.length),
                    CoxFit.Test.of(wald(beta, robust, used), used.length),
                    eventTimes(),
                    baseline(),
                    new Basis(
                            "Fine–Gray regression of the subdistribution hazard", assumptions(), warnings(competing)));
        }

        private double[][] robust() {
            double[][] inverse = maximum.information().inverse();
            double[][] influence = SubdistributionScores.of(sets, maximum.beta());
            int size = inverse.length;
            double[][] robust = new double[size][size];
            for (double[] score : influence) {
                double[] change = new double[size];
                for (int j = 0; j < size; j++) {
                    for (int k = 0; k < size; k++) {
                        change[j] += inverse[j][k] * score[k];
                    }
                }
                for (int j = 0; j < size; j++) {
                    for (int k = 0; k < size; k++) {
                        robust[j][k] += change[j] * change[k];
                    }
                }
            }
            return robust;
        }

        private static double wald(double[] beta, double[][] covariance, int[] used) {
            double[] chosen = Arrays.stream(used).mapToDouble(j -> beta[j]).toArray();
            double[][] among = new double[used.length][used.length];
            for (int i = 0; i < used.length; i++) {
                for (int k = 0; k < used.length; k++) {
                    among[i][k] = covariance[used[i]][used[k]];
                }
            }
            return LinearSystem.of(among).quadraticForm(chosen);
        }

        private double[] eventTimes() {
            return java.util.stream.IntStream.range(0, sets.axis.size())
                    .filter(place -> sets.events[place] > 0)
                    .mapToDouble(place -> sets.axis.times[place])
                    .toArray();
        }

        private double[] baseline() {
            double[] increments = sets.hazard(sets.sums(sets.x.risks(maximum.beta())));
            double factor = StrictMath.exp(-sets.x.taken(maximum.beta()));
            double[] hazard = new double[eventTimes().length];
            int next = 0;
            double sum = 0;
            for (int place = 0; place < increments.length; place++) {
                if (sets.events[place] > 0) {
                    sum += increments[place] * factor;
                    hazard[next++] = sum;
                }
            }
            return hazard;
        }

        private static List<String> assumptions() {
            return List.of(
                    "Censoring is independent of every cause and of the covariates.",
                    "Hazards of the subdistribution are proportional over time, and covariates act linearly on their log.",
                    "The ratio speaks of incidence, not of the rate among those still at risk.");
        }

        private List<Warning> warnings(int competing) {
            List<Warning> warnings = new ArrayList<>();
            for (int j = 0; j < covariates.size(); j++) {
                if (maximum.collinear(j)) {
                    warnings.add(Warning.of(
                            Warning.Kind.COLLINEAR,
                            "%s does not vary within risk sets, or follows from the other covariates: no coefficient.",
                            covariates.names().get(j)));
                }
            }
            if (events < CoxModel.EVENTS_PER_COEFFICIENT * covariates.size()) {
                warnings.add(CoxModel.fewEvents(events, covariates.size()));
            }
            if (competing == 0) {
                warnings.add(Warning.of(
                        Warning.Kind.NO_EVENTS,
                        "Nobody has a competing event: this is a Cox model with Breslow's ties."));
            }
            return warnings;
        }
    }
}
