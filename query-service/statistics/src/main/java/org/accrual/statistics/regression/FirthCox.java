package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Brent;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.Estimate;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Newton;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;

/**
 * Cox's regression with Firth's penalty (Firth 1993; Heinze and Schemper 2001): finite hazard ratios where the ordinary
 * likelihood rises for ever (nobody of a group has the event), and less bias with few events. Limits and P come from the
 * profile of the penalized likelihood, not from the standard error, which misleads where the profile is skewed.
 *
 * @param covariance inverse of the information at the estimate, without the penalty
 * @param logLikelihoodAtZero penalized, as is {@code logLikelihood}
 * @param likelihoodRatioTest of all coefficients at once, penalized
 */
public record FirthCox(
        int patients,
        int events,
        List<Line> lines,
        double[][] covariance,
        double logLikelihoodAtZero,
        double logLikelihood,
        CoxFit.Test likelihoodRatioTest,
        Basis basis) {

    private static final int MAX_DOUBLINGS = 60;

    /**
     * @param coefficient log hazard ratio; NaN if collinear
     * @param test penalized likelihood ratio against a coefficient of 0, the others free
     * @param hazardRatio with profile limits; its standard error is that of the coefficient
     */
    public record Line(String name, double coefficient, double standardError, CoxFit.Test test, Estimate hazardRatio) {}

    /** Ties, strata and level as the options say; neither clusters nor weights, for which the penalty is not defined. */
    public static FirthCox fit(FollowUp followUp, Covariates covariates, CoxModel.Options options) {
        Check.that(covariates.size() > 0, Reason.NOTHING_TO_ESTIMATE, "There is no covariate.");
        Check.sameLength(followUp.rows(), covariates.rows(), "The covariates' column");
        Check.argument(options.clusters() == null, "Firth's penalty takes no clusters.");
        Check.that(!followUp.isWeighted(), Reason.INVALID_WEIGHT, "Firth's penalty takes no case weights.");
        Check.that(followUp.eventCount() > 0, Reason.NO_EVENTS, "There is no event: nothing can be estimated.");
        if (options.strata() != null) {
            Check.sameLength(followUp.rows(), options.strata().rows(), "The stratum column");
        }
        PenalizedLikelihood likelihood = new PenalizedLikelihood(followUp, covariates, options);
        Newton.Maximum maximum = Newton.maximize(likelihood, new double[covariates.size()]);
        Check.that(
                maximum.informationAtStart().rank() > 0,
                Reason.NOTHING_TO_ESTIMATE,
                "No covariate varies among those at risk at an event.");
        Check.that(
                maximum.converged(), Reason.NOT_CONVERGED, "The penalized likelihood has no maximum that was found.");
        return new Fitting(followUp, covariates, options, likelihood, maximum).fit();
    }

    private record Fitting(
            FollowUp followUp,
            Covariates covariates,
            CoxModel.Options options,
            PenalizedLikelihood likelihood,
            Newton.Maximum maximum) {

        FirthCox fit() {
            double[][] covariance = maximum.information().inverse();
            double ofScales = 0;
            for (int j = 0; j < covariance.length; j++) {
                ofScales -= maximum.collinear(j) ? 0 : StrictMath.log(likelihood.scale(j));
                for (int k = 0; k < covariance.length; k++) {
                    covariance[j][k] *= likelihood.scale(j) * likelihood.scale(k);
                }
            }
            List<Line> lines = new ArrayList<>();
            for (int j = 0; j < covariance.length; j++) {
                lines.add(maximum.collinear(j) ? collinear(j) : line(j, Math.sqrt(covariance[j][j])));
            }
            double atZero = maximum.start().value();
            double atMaximum = maximum.point().value();
            // |I| of the covariates as given, not as standardized
            return new FirthCox(
                    followUp.rows(),
                    followUp.eventCount(),
                    List.copyOf(lines),
                    covariance,
                    atZero + ofScales,
                    atMaximum + ofScales,
                    CoxFit.Test.of(
                            2 * (atMaximum - atZero),
                            maximum.informationAtStart().rank()),
                    basis());
        }

        private Line collinear(int j) {
            return new Line(
                    covariates.names().get(j),
                    Double.NaN,
                    Double.NaN,
                    new CoxFit.Test(Double.NaN, 0, Double.NaN),
                    new Estimate(Double.NaN, Double.NaN, Interval.NONE));
        }

        private Line line(int j, double standardError) {
            double beta = maximum.beta()[j] * likelihood.scale(j);
            double z = Normal.twoSidedQuantile(options.level());
            Interval limits = new Interval(
                    StrictMath.exp(limit(j, -z * standardError / likelihood.scale(j), z) * likelihood.scale(j)),
                    StrictMath.exp(limit(j, z * standardError / likelihood.scale(j), z) * likelihood.scale(j)));
            return new Line(
                    covariates.names().get(j),
                    beta,
                    standardError,
                    CoxFit.Test.of(Math.max(0, 2 * (maximum.point().value() - profile(j, 0))), 1),
                    new Estimate(StrictMath.exp(beta), standardError, limits));
        }

        /** The largest penalized likelihood with one coefficient held, on the standardized scale. */
        private double profile(int j, double held) {
            double[] start = maximum.beta().clone();
            start[j] = held;
            boolean[] fixed = new boolean[start.length];
            fixed[j] = true;
            return Newton.maximize(likelihood, start, fixed).point().value();
        }

        /** Where the profile has fallen by z²/2, sought in the direction of a first guess. */
        private double limit(int j, double guess, double z) {
            double target = maximum.point().value() - z * z / 2;
            double inside = maximum.beta()[j];
            double width = guess;
            double outside = inside + width;
            for (int doubling = 0; profile(j, outside) > target && doubling < MAX_DOUBLINGS; doubling++) {
                inside = outside;
                width *= 2;
                outside += width;
            }
            return Brent.root(
                    held -> profile(j, held) - target,
                    Math.min(inside, outside),
                    Math.max(inside, outside),
                    Brent.TIGHT);
        }

        private Basis basis() {
            List<Warning> warnings = new ArrayList<>();
            for (int j = 0; j < covariates.size(); j++) {
                if (maximum.collinear(j)) {
                    warnings.add(Warning.of(
                            Warning.Kind.COLLINEAR,
                            "%s does not vary within risk sets, or follows from the other covariates: no coefficient.",
                            covariates.names().get(j)));
                }
            }
            if (followUp.eventCount() < CoxModel.EVENTS_PER_COEFFICIENT * covariates.size()) {
                warnings.add(CoxModel.fewEvents(followUp.eventCount(), covariates.size()));
            }
            return new Basis(
                    "Cox regression with Firth's penalty, profile limits"
                            + (options.strata() != null ? ", stratified" : ""),
                    Arrays.asList(
                            "Censoring is independent of the outcome, given the covariates.",
                            "Hazards are proportional over time, and covariates act linearly on the log hazard."),
                    warnings);
        }
    }
}
