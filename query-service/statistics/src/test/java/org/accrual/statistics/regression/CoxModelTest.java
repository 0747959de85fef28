package org.accrual.statistics.regression;

import static org.accrual.statistics.survival.KaplanMeierTest.allTrue;
import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;
import org.accrual.statistics.survival.LogRank;
import org.junit.jupiter.api.Test;

class CoxModelTest {

    private static CoxFit fit(FollowUp followUp, double... x) {
        return CoxModel.fit(followUp, Covariates.ofRows(x.length).numeric("x", x));
    }

    /**
     * Times 1, 2, 3 with x = 1, 0, 1 (the last censored or not is the same). With u = e^β the partial likelihood is
     * u/(2u + 1) · 1/(1 + u); its derivative vanishes where 1/(2u + 1) = u/(1 + u), that is u² = ½: β = −½ log 2. The
     * information is 2u/(2u + 1)² + u/(1 + u)².
     */
    @Test
    void findsTheMaximumThatFollowsByHand() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {1, 2, 3}, new boolean[] {true, true, false}), 1, 0, 1);
        double u = Math.sqrt(0.5);
        CoxFit.Coefficient line = fit.coefficients().getFirst();
        assertThat(line.coefficient()).isCloseTo(-Math.log(2) / 2, within(1e-12));
        double information = 2 * u / ((2 * u + 1) * (2 * u + 1)) + u / ((1 + u) * (1 + u));
        assertThat(line.standardError()).isCloseTo(1 / Math.sqrt(information), within(1e-11));
        assertThat(fit.logLikelihoodAtZero()).isCloseTo(-Math.log(6), within(1e-13));
    }

    /**
     * Two tied events (x = 0 and 1) at 3, then x = 0 at 5 and x = 1 at 10. Efron: the first sees 2 + 2u, the second that
     * less half of the dead, 3/2 (1 + u), so L = u/(3 (1 + u)³): u = ½, β = −log 2, information 3u/(1 + u)² = ⅔.
     */
    @Test
    void efronSharesTiedEventsAsDerivedByHand() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {3, 3, 5, 10}, allTrue(4)), 0, 1, 0, 1);
        CoxFit.Coefficient line = fit.coefficients().getFirst();
        assertThat(line.coefficient()).isCloseTo(-Math.log(2), within(1e-12));
        assertThat(line.standardError()).isCloseTo(Math.sqrt(1.5), within(1e-11));
        assertThat(fit.logLikelihood()).isCloseTo(Math.log(0.5 / (3 * 1.5 * 1.5 * 1.5)), within(1e-13));
    }

    /** Without ties and covariate effects the score test is the log-rank test. */
    @Test
    void theScoreTestIsTheLogRankTest() {
        FollowUp followUp = FollowUp.ofDays(
                new int[] {1, 2, 3, 4, 5, 6, 7}, new boolean[] {true, true, false, true, true, true, false});
        CoxFit fit = fit(followUp, 0, 1, 0, 1, 1, 0, 0);
        LogRank.Result logRank = LogRank.test(followUp, Groups.of(new int[] {0, 1, 0, 1, 1, 0, 0}));
        assertThat(fit.scoreTest().statistic()).isCloseTo(logRank.chiSquared(), within(1e-12));
    }

    @Test
    void martingaleResidualsAddUpToZero() {
        CoxFit fit = fit(
                FollowUp.ofDays(new int[] {3, 3, 5, 10, 12}, new boolean[] {true, true, true, true, false}),
                0,
                1,
                0,
                1,
                1);
        assertThat(Arrays.stream(fit.martingaleResiduals()).sum()).isCloseTo(0, within(1e-13));
    }

    /** The score at the maximum is zero, and it is the sum of the Schoenfeld residuals. */
    @Test
    void schoenfeldResidualsAddUpToZeroPerCovariate() {
        CoxFit fit = fit(
                FollowUp.ofDays(new int[] {3, 3, 5, 10, 12}, new boolean[] {true, true, true, true, false}),
                0,
                1,
                0,
                1,
                1);
        double sum = Arrays.stream(fit.schoenfeldResiduals().residuals())
                .mapToDouble(residual -> residual[0])
                .sum();
        assertThat(sum).isCloseTo(0, within(1e-10));
    }

    /** At β = 0 (balanced covariate) the baseline is Nelson–Aalen: 2/4 with Efron's 1/4 + 1/3, then 1/2, then 1. */
    @Test
    void theBaselineIsNelsonAalenWithoutAnEffect() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {1, 1, 2, 2}, allTrue(4)), 0, 1, 0, 1);
        assertThat(fit.coefficients().getFirst().coefficient()).isCloseTo(0, within(1e-12));
        CoxFit.BaselineHazard baseline = fit.baselineHazard().getFirst();
        assertThat(baseline.times()).containsExactly(1, 2);
        assertThat(baseline.cumulativeHazard()[0]).isCloseTo(1.0 / 4 + 1.0 / 3, within(1e-12));
        assertThat(baseline.cumulativeHazard()[1]).isCloseTo(1.0 / 4 + 1.0 / 3 + 1.0 / 2 + 1, within(1e-12));
    }

    @Test
    void namesSeparationAndGivesNoFiniteCoefficient() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {1, 2, 3, 4, 5, 6}, allTrue(6)), 0, 0, 0, 1, 1, 1);
        assertThat(fit.basis().warnsOf(Warning.Kind.SEPARATION)).isTrue();
        assertThat(fit.coefficients().getFirst().coefficient()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(fit.coefficients().getFirst().pValue()).isNaN();
        assertThat(fit.waldTest().pValue()).isNaN();
        assertThat(fit.likelihoodRatioTest().pValue()).isLessThan(0.05);
    }

    @Test
    void namesCollinearityAndEstimatesTheRest() {
        FollowUp followUp = FollowUp.ofDays(new int[] {3, 3, 5, 10}, allTrue(4));
        CoxFit fit = CoxModel.fit(
                followUp,
                Covariates.ofRows(4)
                        .numeric("x", new double[] {0, 1, 0, 1})
                        .numeric("twice", new double[] {0, 2, 0, 2})
                        .numeric("constant", new double[] {7, 7, 7, 7}));
        assertThat(fit.basis().warnings().stream().filter(warning -> warning.kind() == Warning.Kind.COLLINEAR))
                .hasSize(2);
        assertThat(fit.coefficients().get(0).coefficient()).isCloseTo(-Math.log(2), within(1e-12));
        assertThat(fit.coefficients().get(1).coefficient()).isNaN();
        assertThat(fit.coefficients().get(2).coefficient()).isNaN();
        assertThat(fit.likelihoodRatioTest().degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void withoutEventsNothingIsEstimated() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {1, 2}, new boolean[2]), 0, 1);
        assertThat(fit.basis().warnsOf(Warning.Kind.NO_EVENTS)).isTrue();
        assertThat(fit.coefficients().getFirst().coefficient()).isNaN();
        assertRefused(Reason.NOTHING_TO_ESTIMATE, fit::martingaleResiduals);
    }

    @Test
    void aMillionIdenticalTimesAreNoTrouble() {
        int n = 1_000_000;
        int[] days = new int[n];
        Arrays.fill(days, 30);
        boolean[] events = new boolean[n];
        double[] x = new double[n];
        for (int row = 0; row < n; row++) {
            events[row] = row % 2 == 0;
            x[row] = row % 4 < 2 ? 1 : 0;
        }
        CoxFit fit = fit(FollowUp.ofDays(days, events), x);
        assertThat(fit.coefficients().getFirst().coefficient()).isCloseTo(0, within(1e-9));
        assertThat(fit.basis().warnsOf(Warning.Kind.HEAVY_TIES)).isTrue();
    }

    @Test
    void warnsOfTooFewEventsPerCovariate() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {3, 3, 5, 10}, allTrue(4)), 0, 1, 0, 1);
        assertThat(fit.basis().warnsOf(Warning.Kind.FEW_EVENTS_PER_COVARIATE)).isTrue();
    }

    /** Half of those with x = 1 die before all with x = 0, half after. */
    @Test
    void warnsOfAHazardRatioThatChanges() {
        int n = 80;
        int[] days = new int[n];
        double[] x = new double[n];
        for (int row = 0; row < n; row++) {
            days[row] = row + (row < 20 ? 1 : row < 40 ? 81 : -9);
            x[row] = row < 40 ? 1 : 0;
        }
        CoxFit fit = fit(FollowUp.ofDays(days, allTrue(n)), x);
        assertThat(fit.basis().warnsOf(Warning.Kind.NON_PROPORTIONAL_HAZARDS)).isTrue();
    }

    @Test
    void refusesWhatCannotBeARegression() {
        FollowUp two = FollowUp.ofDays(new int[] {1, 2}, allTrue(2));
        assertRefused(Reason.NOTHING_TO_ESTIMATE, () -> CoxModel.fit(two, Covariates.ofRows(2)));
        assertRefused(Reason.NOTHING_TO_ESTIMATE, () -> fit(FollowUp.ofDays(new int[] {1}, allTrue(1)), 0));
        assertRefused(Reason.NOT_A_NUMBER, () -> fit(two, 0, Double.NaN));
        assertRefused(Reason.INVALID_WEIGHT, () -> fit(two.weighted(new double[] {1, 0}), 0, 1));
        assertRefused(Reason.ONE_GROUP, () -> Covariates.ofRows(2).factor("g", Groups.one(2, "a")));
    }

    @Test
    void interactionsMultiplyTheColumnsOfTheirTerms() {
        Covariates covariates = Covariates.ofRows(3)
                .factor("cell", Groups.of(List.of("a", "b", "c")))
                .numeric("age", new double[] {50, 60, 70})
                .interaction(List.of("cell", "age"));
        assertThat(covariates.names()).containsExactly("cellb", "cellc", "age", "cellb:age", "cellc:age");
        assertThat(covariates.column(3)).containsExactly(0, 60, 0);
    }

    /** C by hand: of the pairs (1,2), (1,3), (2,3) two are in the order of the risks and one is tied: (2 + ½)/3. */
    @Test
    void concordanceCountsPairsAsByHand() {
        CoxFit fit = fit(FollowUp.ofDays(new int[] {1, 2, 3}, new boolean[] {true, true, false}), 1, 0, 0);
        assertThat(fit.concordance().value()).isCloseTo(2.5 / 3, within(1e-15));
    }
}
