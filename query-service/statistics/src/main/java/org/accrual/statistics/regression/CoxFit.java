package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.Estimate;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Interval;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.Ties;
import org.accrual.statistics.Warning;

/** A fitted Cox model: coefficients, tests, and what can be asked of it afterwards. */
public final class CoxFit {

    private static final int FEW_CLUSTERS = 20;
    private static final double SUSPICIOUS_P = 0.05;

    private final FollowUp followUp;
    private final Covariates covariates;
    private final CoxModel.Options options;
    private final RiskSets sets;
    private final CoxModel.Maximum maximum;

    private final int events;
    private final double[] coefficients;
    private final double[][] modelCovariance;
    private final double[][] robustCovariance;
    private final double logLikelihoodAtZero;
    private final double logLikelihood;
    private final Test likelihoodRatioTest;
    private final Test waldTest;
    private final Test scoreTest;
    private final Test robustScoreTest;
    private final Concordance concordance;

    /** A χ² test of all coefficients at once. */
    public record Test(double statistic, int degreesOfFreedom, double pValue) {
        public static Test of(double statistic, int degreesOfFreedom) {
            return new Test(statistic, degreesOfFreedom, Normal.chiSquaredP(statistic, degreesOfFreedom));
        }
    }

    /**
     * One line of the table.
     *
     * @param coefficient log hazard ratio; infinite under separation, NaN if collinear
     * @param standardError from the information
     * @param robustStandardError NaN unless the model is robust
     * @param z coefficient over the robust standard error if there is one, else over the standard error
     * @param hazardRatio with limits from the same error as z; its standard error is that of the coefficient
     */
    public record Coefficient(
            String name,
            double coefficient,
            double standardError,
            double robustStandardError,
            double z,
            double pValue,
            Estimate hazardRatio) {

        /**
         * @param robustError NaN for none; else z, P and limits rest on it
         */
        public static Coefficient of(
                String name, double coefficient, double standardError, double robustError, double level) {
            double used = Double.isNaN(robustError) ? standardError : robustError;
            double z = coefficient / used;
            double width = Normal.twoSidedQuantile(level) * used;
            return new Coefficient(
                    name,
                    coefficient,
                    standardError,
                    robustError,
                    z,
                    Normal.chiSquaredP(z * z, 1),
                    new Estimate(
                            StrictMath.exp(coefficient),
                            used,
                            new Interval(StrictMath.exp(coefficient - width), StrictMath.exp(coefficient + width))));
        }
    }

    /**
     * The baseline: hazard of a patient whose covariates are all 0.
     *
     * @param stratum index of the stratum, 0 without strata
     * @param times event times of the stratum, ascending
     */
    public record BaselineHazard(int stratum, double[] times, double[] cumulativeHazard) {}

    private CoxFit(
            FollowUp followUp,
            Covariates covariates,
            CoxModel.Options options,
            RiskSets sets,
            CoxModel.Maximum maximum) {
        this.followUp = followUp;
        this.covariates = covariates;
        this.options = options;
        this.sets = sets;
        this.maximum = maximum;
        this.events = followUp.eventCount();
        this.logLikelihoodAtZero = maximum.logLikelihoodAtZero();
        this.logLikelihood = maximum.likelihood().logLikelihood;
        this.coefficients = namedCoefficients();
        this.modelCovariance = unscaledInverse();
        int df = estimated().length;
        this.likelihoodRatioTest = Test.of(2 * (logLikelihood - logLikelihoodAtZero), df);
        this.scoreTest = Test.of(maximum.scoreTest(), df);
        boolean robust = (options.clusters() != null || followUp.fractionalWeights()) && df > 0;
        CoxResiduals residuals = robust ? new CoxResiduals(sets, options.ties()) : null;
        double[] eta = maximum.eta();
        this.robustCovariance = robust ? robustCovariance(residuals, eta) : null;
        this.robustScoreTest = robust ? Test.of(robustScore(residuals), df) : null;
        this.waldTest = wald(df);
        this.concordance = Concordance.of(sets, eta, options.clusters());
    }

    private CoxFit(FollowUp followUp, Covariates covariates, CoxModel.Options options) {
        int size = covariates.size();
        this.followUp = followUp;
        this.covariates = covariates;
        this.options = options;
        this.sets = null;
        this.maximum = null;
        this.events = 0;
        this.logLikelihoodAtZero = 0;
        this.logLikelihood = 0;
        this.coefficients = new double[size];
        Arrays.fill(coefficients, Double.NaN);
        this.modelCovariance = new double[size][size];
        this.robustCovariance = null;
        this.likelihoodRatioTest = Test.of(0, 0);
        this.waldTest = Test.of(0, 0);
        this.scoreTest = Test.of(0, 0);
        this.robustScoreTest = null;
        this.concordance = new Concordance(Double.NaN, Double.NaN, 0, 0, 0);
    }

    static CoxFit of(
            FollowUp followUp,
            Covariates covariates,
            CoxModel.Options options,
            RiskSets sets,
            CoxModel.Maximum maximum) {
        return new CoxFit(followUp, covariates, options, sets, maximum);
    }

    static CoxFit withoutEvents(FollowUp followUp, Covariates covariates, CoxModel.Options options) {
        return new CoxFit(followUp, covariates, options);
    }

    // ---- the fit

    private double[] namedCoefficients() {
        double[] values = CoxModel.unscaled(maximum.beta(), sets.scales);
        for (int j = 0; j < values.length; j++) {
            if (maximum.collinear(j)) {
                values[j] = Double.NaN;
            } else if (maximum.separated(j)) {
                values[j] = Math.copySign(Double.POSITIVE_INFINITY, values[j]);
            }
        }
        return values;
    }

    private double[][] unscaledInverse() {
        double[][] inverse = maximum.information().inverse();
        for (int j = 0; j < inverse.length; j++) {
            for (int k = 0; k < inverse.length; k++) {
                inverse[j][k] *= sets.scales[j] * sets.scales[k];
            }
        }
        return inverse;
    }

    private double[][] robustCovariance(CoxResiduals residuals, double[] eta) {
        double[][] scores = residuals.score(eta);
        double[][] influence = new double[scores.length][covariates.size()];
        for (int i = 0; i < scores.length; i++) {
            double w = sets.weight(i);
            for (int j = 0; j < covariates.size(); j++) {
                double sum = 0;
                for (int k = 0; k < covariates.size(); k++) {
                    sum += scores[i][k] / sets.scales[k] * modelCovariance[k][j];
                }
                influence[i][j] = w * sum;
            }
        }
        return squares(byCluster(influence));
    }

    /** Lin and Wei's score test: the gradient at β = 0 against the empirical covariance of its parts. */
    private double robustScore(CoxResiduals residuals) {
        double[][] scores = residuals.score(new double[sets.rows]);
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores[i].length; j++) {
                scores[i][j] *= sets.weight(i);
            }
        }
        double[][] collapsed = byCluster(scores);
        double[] gradient = new double[covariates.size()];
        for (double[] score : collapsed) {
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] += score[j];
            }
        }
        return LinearSystem.of(squares(collapsed)).quadraticForm(gradient);
    }

    /** Sums rows of the sorted order within clusters, in the order of the cluster labels. */
    private double[][] byCluster(double[][] perRow) {
        Groups clusters = options.clusters();
        if (clusters == null) {
            return perRow;
        }
        double[][] sums = new double[clusters.size()][covariates.size()];
        for (int i = 0; i < perRow.length; i++) {
            double[] sum = sums[clusters.codes()[sets.order[i]]];
            for (int j = 0; j < sum.length; j++) {
                sum[j] += perRow[i][j];
            }
        }
        return sums;
    }

    private static double[][] squares(double[][] rows) {
        int size = rows[0].length;
        double[][] squares = new double[size][size];
        for (double[] row : rows) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    squares[j][k] += row[j] * row[k];
                }
            }
        }
        return squares;
    }

    private Test wald(int df) {
        int[] used = estimated();
        for (int j : used) {
            if (Double.isInfinite(coefficients[j])) {
                return new Test(Double.NaN, df, Double.NaN);
            }
        }
        double[] beta = new double[used.length];
        double[][] covariance = new double[used.length][used.length];
        for (int i = 0; i < used.length; i++) {
            beta[i] = coefficients[used[i]];
            for (int k = 0; k < used.length; k++) {
                covariance[i][k] = covariance()[used[i]][used[k]];
            }
        }
        return Test.of(LinearSystem.of(covariance).quadraticForm(beta), df);
    }

    private int[] estimated() {
        return java.util.stream.IntStream.range(0, coefficients.length)
                .filter(j -> !Double.isNaN(coefficients[j]))
                .toArray();
    }

    private static String method(CoxModel.Options options, boolean robust) {
        return "Cox proportional hazards regression, "
                + (options.ties() == Ties.EFRON ? "Efron's" : "Breslow's") + " ties"
                + (options.strata() != null ? ", stratified" : "")
                + (robust ? ", robust errors" : "");
    }

    private static List<String> assumptions(CoxModel.Options options) {
        List<String> assumptions = new ArrayList<>();
        assumptions.add("Censoring is independent of the outcome, given the covariates.");
        assumptions.add("Hazards are proportional over time, and covariates act linearly on the log hazard.");
        if (options.strata() != null) {
            assumptions.add("The effects are the same in every stratum; baselines may differ.");
        }
        if (options.clusters() != null) {
            assumptions.add("Clusters are independent of each other; rows within one need not be.");
        }
        return assumptions;
    }

    private Basis basisWithoutEvents() {
        return new Basis(
                method(options, false),
                assumptions(options),
                List.of(Warning.of(Warning.Kind.NO_EVENTS, "There is no event: nothing can be estimated.")));
    }

    private Basis basisOfFit() {
        List<Warning> warnings = CoxModel.warnings(followUp, covariates, sets, maximum);
        Groups clusters = options.clusters();
        if (clusters != null && clusters.size() < FEW_CLUSTERS) {
            warnings.add(Warning.of(
                    Warning.Kind.FEW_CLUSTERS,
                    "%d clusters are few: robust errors come out too small.",
                    clusters.size()));
        }
        if (Arrays.stream(estimated()).allMatch(j -> Double.isFinite(coefficients[j])) && estimated().length > 0) {
            addNonProportional(warnings);
        }
        return new Basis(method(options, robustCovariance != null), assumptions(options), warnings);
    }

    private void addNonProportional(List<Warning> warnings) {
        for (Proportionality.Line line : Proportionality.test(
                        sets, options.ties(), covariates, coefficients, maximum.eta(), Proportionality.Transform.KM)
                .lines()) {
            if (line.pValue() < SUSPICIOUS_P) {
                warnings.add(Warning.of(
                        Warning.Kind.NON_PROPORTIONAL_HAZARDS,
                        "%s: the hazard ratio changes over time (P = %.2g); the coefficient is an average.",
                        line.term(),
                        line.pValue()));
            }
        }
    }

    // ---- what it says

    public int patients() {
        return followUp.rows();
    }

    public int events() {
        return events;
    }

    /** Peduzzi et al. (1995) found estimates unreliable below about 10. */
    public double eventsPerCoefficient() {
        return (double) events / coefficients.length;
    }

    /**
     * This fit, refused by name where a coefficient is infinite: for answers that have to give a hazard ratio with limits.
     */
    public CoxFit requireFinite() {
        Check.that(sets != null, RefusedAnalysis.Reason.NO_EVENTS, "There is no event: nothing can be estimated.");
        for (int j = 0; j < coefficients.length; j++) {
            Check.that(
                    !Double.isInfinite(coefficients[j]),
                    RefusedAnalysis.Reason.SEPARATION,
                    "The likelihood of %s still rises at infinity: it has no finite hazard ratio. Firth's penalty gives one.",
                    covariates.names().get(j));
        }
        Check.that(
                maximum.converged(),
                RefusedAnalysis.Reason.NOT_CONVERGED,
                "The Cox model found no maximum of its likelihood.");
        return this;
    }

    /** One line per covariate, in their order. */
    public List<Coefficient> coefficients() {
        List<Coefficient> lines = new ArrayList<>();
        for (int j = 0; j < coefficients.length; j++) {
            boolean finite = Double.isFinite(coefficients[j]);
            lines.add(Coefficient.of(
                    covariates.names().get(j),
                    coefficients[j],
                    finite ? Math.sqrt(modelCovariance[j][j]) : Double.NaN,
                    finite && robustCovariance != null ? Math.sqrt(robustCovariance[j][j]) : Double.NaN,
                    options.level()));
        }
        return lines;
    }

    /** Covariance of the coefficients: robust if the model is; rows of collinear covariates are 0. */
    public double[][] covariance() {
        return robustCovariance != null ? robustCovariance : modelCovariance;
    }

    public boolean isRobust() {
        return robustCovariance != null;
    }

    public double logLikelihoodAtZero() {
        return logLikelihoodAtZero;
    }

    public double logLikelihood() {
        return logLikelihood;
    }

    public Test likelihoodRatioTest() {
        return likelihoodRatioTest;
    }

    /** Not defined (NaN) under separation. */
    public Test waldTest() {
        return waldTest;
    }

    public Test scoreTest() {
        return scoreTest;
    }

    /** Null unless the model is robust. */
    public Test robustScoreTest() {
        return robustScoreTest;
    }

    public Concordance concordance() {
        return concordance;
    }

    public int iterations() {
        return maximum == null ? 0 : maximum.iterations();
    }

    /** Computed when asked: proportional hazards are tested for it. */
    public Basis basis() {
        return sets == null ? basisWithoutEvents() : basisOfFit();
    }

    // ---- what can be asked of it afterwards

    /** The score test of proportional hazards, per term and for all (R's {@code cox.zph} since survival 3). */
    public Proportionality proportionality(Proportionality.Transform transform) {
        requireEvents();
        return Proportionality.test(sets, options.ties(), covariates, coefficients, maximum.eta(), transform);
    }

    /** Observed less expected events per row, in the order of the input. */
    public double[] martingaleResiduals() {
        requireEvents();
        double[] sorted = new CoxResiduals(sets, options.ties()).martingale(maximum.eta());
        double[] residuals = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            residuals[sets.order[i]] = sorted[i];
        }
        return residuals;
    }

    /**
     * Covariates of each event less their mean over its risk set: events by stratum, then ascending in time, one column
     * per covariate.
     */
    public Schoenfeld schoenfeldResiduals() {
        requireEvents();
        return new CoxResiduals(sets, options.ties()).schoenfeld(maximum.eta());
    }

    /** One per stratum. */
    public List<BaselineHazard> baselineHazard() {
        requireEvents();
        double centered = 0;
        for (int j = 0; j < coefficients.length; j++) {
            centered += maximum.beta()[j] * sets.scales[j] * sets.means[j];
        }
        return new CoxResiduals(sets, options.ties()).baseline(maximum.eta(), StrictMath.exp(-centered));
    }

    private void requireEvents() {
        Check.that(
                sets != null,
                RefusedAnalysis.Reason.NOTHING_TO_ESTIMATE,
                "There is no event: the model has no residuals, baseline or tests of assumptions.");
    }
}
