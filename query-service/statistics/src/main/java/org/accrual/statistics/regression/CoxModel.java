package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.HeavyTies;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Ties;
import org.accrual.statistics.Warning;

/**
 * Cox's proportional hazards regression (Cox 1972): maximum partial likelihood by Newton's method with step halving.
 * Strata have their own baseline; rows may be intervals (start, stop], so that covariates can change; weights that are no
 * whole numbers, or clusters, bring robust errors. R's {@code coxph}.
 *
 * <p>A coefficient is never given silently: where the likelihood still rises at infinity (separation) it is infinite,
 * where a covariate follows from the others (collinearity) it is NaN, and each is named in the warnings.
 */
public final class CoxModel {

    /** Relative change of the log likelihood at which it stands still. */
    private static final double CONVERGED = 1e-13;

    /** R's usual: leaves up to 1e-8 in the coefficients. */
    private static final double CONVERGED_IN_R = 1e-9;

    private static final int MAX_ITERATIONS = 30;

    /** Peduzzi et al. 1995. */
    public static final int EVENTS_PER_COEFFICIENT = 10;

    private CoxModel() {}

    /**
     * What can be varied; the rest follows from the data.
     *
     * @param strata null for none
     * @param clusters rows that belong together, for robust errors; null for none
     * @param level of the limits
     * @param tolerance relative change of the log likelihood at which the iteration ends
     */
    public record Options(Ties ties, Groups strata, Groups clusters, double level, double tolerance) {

        /** Efron's ties, no strata, 95 % limits. */
        public static Options usual() {
            return new Options(Ties.EFRON, null, null, 0.95, CONVERGED);
        }

        public Options stratified(Groups by) {
            return new Options(ties, by, clusters, level, tolerance);
        }

        public Options clustered(Groups by) {
            return new Options(ties, strata, by, level, tolerance);
        }

        public Options with(Ties other) {
            return new Options(other, strata, clusters, level, tolerance);
        }

        /** Ends where R ends by default. For comparison with R only. */
        public Options stoppingAsR() {
            return new Options(ties, strata, clusters, level, CONVERGED_IN_R);
        }
    }

    public static CoxFit fit(FollowUp followUp, Covariates covariates) {
        return fit(followUp, covariates, Options.usual());
    }

    public static CoxFit fit(FollowUp followUp, Covariates covariates, Options options) {
        Check.that(covariates.size() > 0, Reason.NOTHING_TO_ESTIMATE, "There is no covariate.");
        Check.that(followUp.rows() > 1, Reason.NOTHING_TO_ESTIMATE, "One row cannot be compared with itself.");
        Check.sameLength(followUp.rows(), covariates.rows(), "The covariates' column");
        if (options.strata() != null) {
            Check.sameLength(followUp.rows(), options.strata().rows(), "The stratum column");
        }
        if (options.clusters() != null) {
            Check.sameLength(followUp.rows(), options.clusters().rows(), "The cluster column");
        }
        RiskSets.requirePositiveWeights(followUp);
        if (followUp.eventCount() == 0) {
            return CoxFit.withoutEvents(followUp, covariates, options);
        }
        RiskSets sets = new RiskSets(followUp, covariates, options.strata());
        return CoxFit.of(followUp, covariates, options, sets, maximize(sets, options.ties(), options.tolerance()));
    }

    /** Where Newton's method ended, on the standardized scale. */
    record Maximum(
            double[] beta,
            double[] eta,
            double logLikelihoodAtZero,
            double scoreTest,
            PartialLikelihood likelihood,
            LinearSystem information,
            LinearSystem informationAtZero,
            int iterations,
            boolean converged,
            boolean[] diverging) {

        /** A covariate that says nothing even at β = 0 repeats others, or never varies within a risk set. */
        boolean collinear(int j) {
            return information.redundant(j) && informationAtZero.redundant(j);
        }

        /** One whose information vanished on the way, or that was still moving when the likelihood stood still. */
        boolean separated(int j) {
            return !collinear(j) && (information.redundant(j) || diverging[j]);
        }
    }

    /** Newton's method from β = 0. */
    static Maximum maximize(RiskSets sets, Ties ties, double tolerance) {
        double[] beta = new double[sets.size];
        double[] eta = new double[sets.rows];
        PartialLikelihood best = PartialLikelihood.at(sets, ties, eta);
        LinearSystem information = LinearSystem.of(best.information);
        final LinearSystem informationAtZero = information;
        final double atZero = best.logLikelihood;
        final double scoreTest = information.quadraticForm(best.gradient);
        double[] candidate = plus(beta, information.solve(best.gradient));
        int halvings = 0;
        boolean converged = information.rank() == 0;
        int iteration = 0;
        while (!converged && ++iteration <= MAX_ITERATIONS) {
            PartialLikelihood next = PartialLikelihood.at(sets, ties, sets.linearPredictor(candidate, eta));
            boolean usable = next.usable();
            converged = usable && Math.abs(1 - best.logLikelihood / next.logLikelihood) <= tolerance
                    || usable && best.logLikelihood == next.logLikelihood;
            if (converged || usable && next.logLikelihood >= best.logLikelihood) {
                best = next;
                beta = candidate;
                information = LinearSystem.of(best.information);
                candidate = plus(beta, information.solve(best.gradient));
                halvings = 0;
            } else {
                halvings++;
                candidate = between(beta, candidate, halvings);
            }
        }
        boolean[] diverging = diverging(beta, information.solve(best.gradient), tolerance);
        return new Maximum(
                beta,
                sets.linearPredictor(beta, eta),
                atZero,
                scoreTest,
                best,
                information,
                informationAtZero,
                iteration,
                converged,
                diverging);
    }

    private static double[] plus(double[] left, double[] right) {
        double[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    /** Back towards the last good point, more boldly each time. */
    private static double[] between(double[] good, double[] bad, int halvings) {
        double[] middle = new double[good.length];
        for (int i = 0; i < good.length; i++) {
            middle[i] = (bad[i] + halvings * good[i]) / (halvings + 1);
        }
        return middle;
    }

    /** A Newton step that is still large although the likelihood is at rest goes to infinity: R's criterion. */
    private static boolean[] diverging(double[] beta, double[] step, double tolerance) {
        double stepTolerance = Math.sqrt(tolerance);
        boolean[] diverging = new boolean[beta.length];
        for (int i = 0; i < beta.length; i++) {
            diverging[i] = !(Math.abs(step[i]) <= tolerance || Math.abs(step[i]) <= stepTolerance * Math.abs(beta[i]));
        }
        return diverging;
    }

    /** The concerns of a fit, in words. */
    static List<Warning> warnings(FollowUp followUp, Covariates covariates, RiskSets sets, Maximum maximum) {
        List<Warning> warnings = new ArrayList<>();
        for (int j = 0; j < covariates.size(); j++) {
            String name = covariates.names().get(j);
            if (maximum.collinear(j)) {
                warnings.add(Warning.of(
                        Warning.Kind.COLLINEAR,
                        "%s does not vary within risk sets, or follows from the other covariates: no coefficient.",
                        name));
            } else if (maximum.separated(j)) {
                warnings.add(Warning.of(
                        Warning.Kind.SEPARATION,
                        "The likelihood of %s still rises at infinity: no finite estimate, only the likelihood ratio and score tests hold.",
                        name));
            }
        }
        if (!maximum.converged()) {
            warnings.add(
                    Warning.of(Warning.Kind.NOT_CONVERGED, "No maximum was found in %d iterations.", MAX_ITERATIONS));
        }
        int events = followUp.eventCount();
        if (events < EVENTS_PER_COEFFICIENT * covariates.size()) {
            warnings.add(fewEvents(events, covariates.size()));
        }
        addHeavyTies(warnings, followUp, sets);
        return warnings;
    }

    public static Warning fewEvents(int events, int coefficients) {
        return Warning.of(
                Warning.Kind.FEW_EVENTS_PER_COVARIATE,
                "%d events for %d coefficients; %d per coefficient are the usual minimum.",
                events,
                coefficients,
                EVENTS_PER_COEFFICIENT);
    }

    private static void addHeavyTies(List<Warning> warnings, FollowUp followUp, RiskSets sets) {
        boolean[] withEvent = new boolean[sets.axis.size()];
        for (int row = 0; row < followUp.rows(); row++) {
            withEvent[sets.axis.stopPlace[row]] |= followUp.event(row);
        }
        int times = 0;
        for (boolean used : withEvent) {
            times += used ? 1 : 0;
        }
        int events = followUp.eventCount();
        if (events > 2 * times) {
            warnings.add(HeavyTies.warning(events, times));
        }
    }

    static double[] unscaled(double[] standardized, double[] scales) {
        double[] values = new double[standardized.length];
        Arrays.setAll(values, j -> standardized[j] * scales[j]);
        return values;
    }
}
