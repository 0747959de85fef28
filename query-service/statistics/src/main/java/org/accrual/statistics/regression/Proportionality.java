package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.Ties;

/**
 * The test of proportional hazards: the score test of θ = 0 in β + θ g(t) (Grambsch and Therneau 1994, in the exact form
 * of R's {@code cox.zph} since survival 3.0). A small P says that the hazard ratio changes over time.
 *
 * @param lines one per term, then all together as {@code GLOBAL}
 */
public record Proportionality(Transform transform, List<Line> lines) {

    /** The name of the line for all terms together. */
    public static final String GLOBAL = "GLOBAL";

    /** The scale of time on which a change is sought. */
    public enum Transform {
        /** 1 − S(t−) of all rows, unweighted: robust against late outliers; the default. */
        KM,
        IDENTITY,
        RANK,
        LOG
    }

    /** P is NaN where the data say nothing about change over time. */
    public record Line(String term, double chiSquared, int degreesOfFreedom, double pValue) {}

    static Proportionality test(
            RiskSets sets, Ties ties, Covariates covariates, double[] coefficients, double[] eta, Transform transform) {
        for (int j = 0; j < coefficients.length; j++) {
            Check.that(
                    !Double.isInfinite(coefficients[j]),
                    RefusedAnalysis.Reason.NOTHING_TO_ESTIMATE,
                    "%s has no finite coefficient to test.",
                    covariates.names().get(j));
        }
        double[] g = centeredTimes(sets, transform);
        PartialLikelihood likelihood = PartialLikelihood.withTimeWeight(sets, ties, eta, place -> g[place]);
        int[] used = IntStream.range(0, sets.size)
                .filter(j -> !Double.isNaN(coefficients[j]))
                .toArray();
        List<Line> lines = new ArrayList<>();
        for (Covariates.Term term : covariates.terms()) {
            int[] tested = Arrays.stream(term.columns())
                    .filter(j -> !Double.isNaN(coefficients[j]))
                    .toArray();
            if (tested.length > 0) {
                lines.add(line(term.name(), sets.size, likelihood, used, tested));
            }
        }
        lines.add(line(GLOBAL, sets.size, likelihood, used, used));
        return new Proportionality(transform, List.copyOf(lines));
    }

    private static Line line(String name, int size, PartialLikelihood likelihood, int[] used, int[] tested) {
        int[] parameters = IntStream.concat(
                        Arrays.stream(used), Arrays.stream(tested).map(j -> size + j))
                .toArray();
        double[] gradient = new double[parameters.length];
        double[][] information = new double[parameters.length][parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            gradient[i] = i < used.length ? 0 : likelihood.gradient[parameters[i]];
            for (int k = 0; k < parameters.length; k++) {
                information[i][k] = likelihood.information[parameters[i]][parameters[k]];
            }
        }
        LinearSystem system = LinearSystem.of(information);
        // a single event time says nothing about change
        double chiSquared = system.singular() ? Double.NaN : system.quadraticForm(gradient);
        return new Line(name, chiSquared, tested.length, Normal.chiSquaredP(chiSquared, tested.length));
    }

    /** g by place of the time axis, less its mean over the events. */
    private static double[] centeredTimes(RiskSets sets, Transform transform) {
        double[] g = switch (transform) {
            case IDENTITY -> sets.axis.times.clone();
            case LOG -> logarithms(sets);
            case RANK -> ranks(sets);
            case KM -> deathsBefore(sets);
        };
        double sum = 0;
        int events = 0;
        for (int i = 0; i < sets.rows; i++) {
            if (sets.event[i]) {
                sum += g[sets.place[i]];
                events++;
            }
        }
        double mean = sum / events;
        double[] centered = Arrays.stream(g).map(value -> value - mean).toArray();
        double largest = Arrays.stream(centered).map(Math::abs).max().orElse(0);
        // the scale of g is without consequence; that of its information is not for the linear algebra
        return largest > 0
                ? Arrays.stream(centered).map(value -> value / largest).toArray()
                : centered;
    }

    private static double[] logarithms(RiskSets sets) {
        for (int i = 0; i < sets.rows; i++) {
            Check.argument(
                    !sets.event[i] || sets.axis.times[sets.place[i]] > 0, "An event at time 0 has no logarithm.");
        }
        // at 0 only censorings are left: no event time, so no weight
        return Arrays.stream(sets.axis.times)
                .map(time -> time > 0 ? StrictMath.log(time) : 0)
                .toArray();
    }

    /** Mean rank of each place among all rows' stops. */
    private static double[] ranks(RiskSets sets) {
        double[] count = new double[sets.axis.size()];
        for (int place : sets.place) {
            count[place]++;
        }
        double below = 0;
        for (int place = 0; place < count.length; place++) {
            double here = count[place];
            count[place] = below + (here + 1) / 2;
            below += here;
        }
        return count;
    }

    /** 1 − S(t−) of all rows pooled over strata, without weights. */
    private static double[] deathsBefore(RiskSets sets) {
        int places = sets.axis.size();
        double[] change = new double[places + 1];
        double[] deaths = new double[places];
        for (int i = 0; i < sets.rows; i++) {
            change[sets.firstPlace == null ? 0 : sets.firstPlace[i]]++;
            change[sets.place[i] + 1]--;
            deaths[sets.place[i]] += sets.event[i] ? 1 : 0;
        }
        double[] g = new double[places];
        double survival = 1;
        double atRisk = 0;
        for (int place = 0; place < places; place++) {
            atRisk += change[place];
            g[place] = 1 - survival;
            survival *= (atRisk - deaths[place]) / atRisk;
        }
        return g;
    }
}
