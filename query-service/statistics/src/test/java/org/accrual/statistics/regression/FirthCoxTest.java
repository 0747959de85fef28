package org.accrual.statistics.regression;

import static org.accrual.statistics.survival.KaplanMeierTest.allTrue;
import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Interval;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;
import org.junit.jupiter.api.Test;

class FirthCoxTest {

    private static FirthCox fit(FollowUp followUp, double... x) {
        return FirthCox.fit(followUp, Covariates.ofRows(x.length).numeric("x", x), CoxModel.Options.usual());
    }

    /** Events at 1 (x = 1) and 2, 3 (x = 0), one censored with x = 0 tied with the first: the exposed die first. */
    private static final FollowUp MONOTONE =
            FollowUp.ofDays(new int[] {1, 1, 2, 3}, new boolean[] {true, false, true, true});

    private static final double[] FIRST_EXPOSED = {1, 0, 0, 0};

    /**
     * With u = e^β only the first event says anything: l = log u − log(u + 3), which rises for ever, and I = 3u/(u + 3)².
     * So l + ½ log I = 1.5 log u − 2 log(u + 3) + ½ log 3, largest at u = 9, where I = 27/144. Against β = 0 twice the
     * difference is 2 (1.5 log 9 − 2 log 12 + 2 log 4) = 2 log 3.
     */
    @Test
    void givesAFiniteEstimateByHandWhereTheLikelihoodIsMonotone() {
        FirthCox fit = fit(MONOTONE, FIRST_EXPOSED);
        FirthCox.Line line = fit.lines().getFirst();
        assertThat(line.coefficient()).isCloseTo(Math.log(9), within(1e-10));
        assertThat(line.standardError()).isCloseTo(Math.sqrt(144.0 / 27), within(1e-10));
        assertThat(line.test().statistic()).isCloseTo(2 * Math.log(3), within(1e-12));
        assertThat(fit.likelihoodRatioTest().statistic()).isCloseTo(2 * Math.log(3), within(1e-12));
        assertThat(fit.logLikelihood())
                .isCloseTo(1.5 * Math.log(9) - 2 * Math.log(12) + Math.log(3) / 2 - Math.log(2), within(1e-12));
    }

    /** At the limits the profile has fallen by half of χ²₀.₉₅ with one degree of freedom. */
    @Test
    void itsLimitsAreThoseOfTheProfile() {
        Interval limits =
                fit(MONOTONE, FIRST_EXPOSED).lines().getFirst().hazardRatio().limits();
        double top = 1.5 * Math.log(9) - 2 * Math.log(12);
        for (double u : new double[] {limits.lower(), limits.upper()}) {
            assertThat(top - (1.5 * Math.log(u) - 2 * Math.log(u + 3))).isCloseTo(3.841458820694124 / 2, within(1e-9));
        }
        assertThat(limits.lower()).isLessThan(1);
        assertThat(limits.upper()).isGreaterThan(9);
    }

    @Test
    void theOrdinaryModelIsRefusedByNameThere() {
        CoxFit fit = CoxModel.fit(MONOTONE, Covariates.ofRows(4).numeric("x", FIRST_EXPOSED));
        assertThat(fit.basis().warnsOf(Warning.Kind.SEPARATION)).isTrue();
        assertRefused(Reason.SEPARATION, fit::requireFinite);
    }

    @Test
    void anOrdinaryFitThatIsFiniteIsNotRefused() {
        CoxFit fit = CoxModel.fit(
                FollowUp.ofDays(new int[] {3, 3, 5, 10}, allTrue(4)),
                Covariates.ofRows(4).numeric("x", new double[] {0, 1, 0, 1}));
        assertThat(fit.requireFinite()).isSameAs(fit);
        assertThat(fit.eventsPerCoefficient()).isEqualTo(4);
    }

    @Test
    void refusesWhatHasNoEvent() {
        FollowUp censored = FollowUp.ofDays(new int[] {1, 2}, new boolean[2]);
        assertRefused(Reason.NO_EVENTS, () -> fit(censored, 0, 1));
        CoxFit ordinary = CoxModel.fit(censored, Covariates.ofRows(2).numeric("x", new double[] {0, 1}));
        assertRefused(Reason.NO_EVENTS, ordinary::requireFinite);
    }

    @Test
    void refusesACovariateThatNeverVaries() {
        assertRefused(Reason.NOTHING_TO_ESTIMATE, () -> fit(MONOTONE, 1, 1, 1, 1));
    }

    @Test
    void namesCollinearityAndEstimatesTheRest() {
        FirthCox fit = FirthCox.fit(
                MONOTONE,
                Covariates.ofRows(4).numeric("x", FIRST_EXPOSED).numeric("twice", new double[] {2, 0, 0, 0}),
                CoxModel.Options.usual());
        assertThat(fit.lines().getFirst().coefficient()).isCloseTo(Math.log(9), within(1e-9));
        assertThat(fit.lines().get(1).coefficient()).isNaN();
        assertThat(fit.basis().warnsOf(Warning.Kind.COLLINEAR)).isTrue();
    }

    @Test
    void refusesClustersAndWeights() {
        Covariates x = Covariates.ofRows(4).numeric("x", FIRST_EXPOSED);
        CoxModel.Options clustered = CoxModel.Options.usual().clustered(Groups.of(new int[] {1, 1, 2, 2}));
        assertRefused(Reason.INVALID_ARGUMENT, () -> FirthCox.fit(MONOTONE, x, clustered));
        FollowUp weighted = MONOTONE.weighted(new double[] {1, 1, 2, 1});
        assertRefused(Reason.INVALID_WEIGHT, () -> FirthCox.fit(weighted, x, CoxModel.Options.usual()));
    }
}
