package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Ties;

/**
 * Residuals of a Cox model, all from the hazard increments at the event times: with d tied events, event j sees the
 * denominator D_j = risk − (share left out) · risk of the dead, and adds (Σ w/d)/D_j to the hazard (Efron; Breslow
 * leaves nothing out).
 */
final class CoxResiduals {

    private final RiskSets sets;
    private final Ties ties;

    CoxResiduals(RiskSets sets, Ties ties) {
        this.sets = sets;
        this.ties = ties;
    }

    /** One event time's increments, as the rows at risk and as the dead see them. */
    private record Step(
            int place, double hazard, double[] hazardX, double ownHazard, double[] ownHazardX, double[] ownMean) {}

    /** Increments by stratum, ascending in time, with running sums before each. */
    private static final class Steps {
        final List<Step> steps = new ArrayList<>();
        int[] places;
        double[] hazardBefore;
        double[][] hazardXBefore;

        void accumulate(int size) {
            int count = steps.size();
            java.util.Collections.reverse(steps);
            places = new int[count];
            hazardBefore = new double[count + 1];
            hazardXBefore = new double[count + 1][size];
            for (int k = 0; k < count; k++) {
                Step step = steps.get(k);
                places[k] = step.place();
                hazardBefore[k + 1] = hazardBefore[k] + step.hazard();
                for (int j = 0; j < size; j++) {
                    hazardXBefore[k + 1][j] = hazardXBefore[k][j] + step.hazardX()[j];
                }
            }
        }

        /** How many steps lie before a place of the time axis. */
        int before(int place) {
            int found = Arrays.binarySearch(places, place);
            return found >= 0 ? found : -found - 1;
        }
    }

    private Steps[] steps(double[] eta) {
        Steps[] perStratum = new Steps[sets.stratumCount];
        Arrays.setAll(perStratum, stratum -> new Steps());
        sets.walk(eta, time -> perStratum[time.stratum].steps.add(step(time)));
        for (Steps steps : perStratum) {
            steps.accumulate(sets.size);
        }
        return perStratum;
    }

    private Step step(RiskSets.EventTime time) {
        int size = sets.size;
        double[] hazardX = new double[size];
        double[] ownHazardX = new double[size];
        double[] ownMean = new double[size];
        double hazard = 0;
        double ownHazard = 0;
        double weight = time.deathWeight / time.deaths;
        for (int term = 0; term < time.deaths; term++) {
            double leftOut = ties.leftOut(term, time.deaths);
            double risk = time.others.risk() + (1 - leftOut) * time.dead.risk();
            double increment = weight / risk;
            hazard += increment;
            ownHazard += (1 - leftOut) * increment;
            for (int j = 0; j < size; j++) {
                double mean = (time.others.x(j) + (1 - leftOut) * time.dead.x(j)) / risk;
                hazardX[j] += increment * mean;
                ownHazardX[j] += (1 - leftOut) * increment * mean;
                ownMean[j] += mean / time.deaths;
            }
        }
        return new Step(time.place, hazard, hazardX, ownHazard, ownHazardX, ownMean);
    }

    /** Observed less expected events, per sorted position. */
    double[] martingale(double[] eta) {
        Steps[] perStratum = steps(eta);
        double[] residuals = new double[sets.rows];
        for (int stratum = 0; stratum < sets.stratumCount; stratum++) {
            Steps steps = perStratum[stratum];
            for (int i = sets.stratumStart[stratum]; i < sets.stratumStart[stratum + 1]; i++) {
                int until = steps.before(sets.event[i] ? sets.place[i] : sets.place[i] + 1);
                double hazard = steps.hazardBefore[until] - steps.hazardBefore[entry(steps, i)];
                if (sets.event[i]) {
                    hazard += steps.steps.get(until).ownHazard();
                }
                residuals[i] = (sets.event[i] ? 1 : 0) - StrictMath.exp(eta[i]) * hazard;
            }
        }
        return residuals;
    }

    private int entry(Steps steps, int i) {
        return sets.firstPlace == null ? 0 : steps.before(sets.firstPlace[i]);
    }

    /** Contribution of each sorted position to the gradient, on the standardized scale, without its weight. */
    double[][] score(double[] eta) {
        Steps[] perStratum = steps(eta);
        double[][] scores = new double[sets.rows][sets.size];
        for (int stratum = 0; stratum < sets.stratumCount; stratum++) {
            for (int i = sets.stratumStart[stratum]; i < sets.stratumStart[stratum + 1]; i++) {
                addScore(scores[i], perStratum[stratum], i, StrictMath.exp(eta[i]));
            }
        }
        return scores;
    }

    private void addScore(double[] score, Steps steps, int i, double risk) {
        boolean dead = sets.event[i];
        int until = steps.before(dead ? sets.place[i] : sets.place[i] + 1);
        int from = entry(steps, i);
        Step own = dead ? steps.steps.get(until) : null;
        double hazard = steps.hazardBefore[until] - steps.hazardBefore[from] + (dead ? own.ownHazard() : 0);
        for (int j = 0; j < sets.size; j++) {
            double x = sets.x[i * sets.size + j];
            double hazardX =
                    steps.hazardXBefore[until][j] - steps.hazardXBefore[from][j] + (dead ? own.ownHazardX()[j] : 0);
            score[j] = (dead ? x - own.ownMean()[j] : 0) - risk * (x * hazard - hazardX);
        }
    }

    Schoenfeld schoenfeld(double[] eta) {
        Steps[] perStratum = steps(eta);
        List<double[]> residuals = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int stratum = 0; stratum < sets.stratumCount; stratum++) {
            for (int i = sets.stratumStart[stratum + 1] - 1; i >= sets.stratumStart[stratum]; i--) {
                if (sets.event[i]) {
                    Steps steps = perStratum[stratum];
                    Step own = steps.steps.get(steps.before(sets.place[i]));
                    double[] residual = new double[sets.size];
                    for (int j = 0; j < sets.size; j++) {
                        residual[j] = (sets.x[i * sets.size + j] - own.ownMean()[j]) / sets.scales[j];
                    }
                    residuals.add(residual);
                    rows.add(sets.order[i]);
                    times.add(sets.axis.times[sets.place[i]]);
                }
            }
        }
        return new Schoenfeld(
                times.stream().mapToDouble(Double::doubleValue).toArray(),
                rows.stream().mapToInt(Integer::intValue).toArray(),
                residuals.toArray(double[][]::new));
    }

    /** The cumulative baseline hazard per stratum, times a factor. */
    List<CoxFit.BaselineHazard> baseline(double[] eta, double factor) {
        Steps[] perStratum = steps(eta);
        List<CoxFit.BaselineHazard> baselines = new ArrayList<>();
        for (int stratum = 0; stratum < perStratum.length; stratum++) {
            Steps steps = perStratum[stratum];
            double[] times = Arrays.stream(steps.places)
                    .mapToDouble(place -> sets.axis.times[place])
                    .toArray();
            double[] hazard = new double[times.length];
            for (int k = 0; k < hazard.length; k++) {
                hazard[k] = factor * steps.hazardBefore[k + 1];
            }
            baselines.add(new CoxFit.BaselineHazard(stratum, times, hazard));
        }
        return baselines;
    }
}
