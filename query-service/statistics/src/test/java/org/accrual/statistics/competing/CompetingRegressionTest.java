package org.accrual.statistics.competing;

import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Ties;
import org.accrual.statistics.Warning;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.junit.jupiter.api.Test;

class CompetingRegressionTest {

    private static final double LEVEL = 0.95;
    private static final List<String> CAUSES = List.of("relapse", "death");
    private static final int RELAPSE = 1;

    private static FollowUp until(int[] days, int[] causes) {
        boolean[] events = new boolean[causes.length];
        for (int row = 0; row < events.length; row++) {
            events[row] = causes[row] > 0;
        }
        return FollowUp.ofDays(days, events);
    }

    private static FineGray fit(int[] days, int[] causes, double... x) {
        return FineGray.fit(
                until(days, causes),
                causes,
                CAUSES,
                RELAPSE,
                Covariates.ofRows(x.length).numeric("x", x),
                LEVEL);
    }

    /**
     * Five patients: relapse at 1 (x = 1), death at 2 (x = 1), censored at 3 (x = 0), relapse and a censoring tied at 4
     * (both x = 0). The censoring's curve falls at 3 from 1 to ⅔, so that at 4 the dead one still counts ⅔. With u = e^β,
     *
     * <pre>
     * t   at risk          factor of the likelihood
     * 1   2u + 3           u/(2u + 3)
     * 4   2 + ⅔u           1/(2 + ⅔u)
     * </pre>
     *
     * whose derivative vanishes where 2u² = 9: u = 3/√2. The information is p₁(1 − p₁) + p₂(1 − p₂) with p₁ = 2u/(2u + 3),
     * p₂ = u/(3 + u). The robust error is that of R 4.2.2, cmprsk 2.2-11:
     * {@code sqrt(crr(c(1,2,3,4,4), c(1,2,0,1,0), c(1,1,0,0,0), gtol = 1e-14, maxiter = 50)$var)}.
     */
    @Test
    void findsTheMaximumThatFollowsByHandWithATieAndCensoring() {
        FineGray fit = fit(new int[] {1, 2, 3, 4, 4}, new int[] {1, 2, 0, 1, 0}, 1, 1, 0, 0, 0);
        double u = 3 / Math.sqrt(2);
        double p1 = 2 * u / (2 * u + 3);
        double p2 = u / (3 + u);
        CoxFit.Coefficient line = fit.coefficients().getFirst();
        assertThat(line.coefficient()).isCloseTo(Math.log(u), within(1e-12));
        assertThat(line.standardError()).isCloseTo(1 / Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)), within(1e-11));
        assertThat(line.robustStandardError()).isCloseTo(1.27337196842149, within(1e-11));
        assertThat(line.z()).isCloseTo(Math.log(u) / 1.27337196842149, within(1e-11));
        assertThat(fit.logLikelihood()).isCloseTo(Math.log(p1 / 2) + Math.log(1 / (2 + 2 * u / 3)), within(1e-13));
        assertThat(fit.events()).isEqualTo(2);
        assertThat(fit.competing()).isEqualTo(1);
    }

    /** At 1 the hazard of x = 0 rises by 1/(2u + 3): the incidence of x = 1 is then 1 − exp(−u/(2u + 3)). */
    @Test
    void predictsTheIncidenceOfAPatient() {
        FineGray fit = fit(new int[] {1, 2, 3, 4, 4}, new int[] {1, 2, 0, 1, 0}, 1, 1, 0, 0, 0);
        double u = 3 / Math.sqrt(2);
        assertThat(fit.times()).containsExactly(1, 4);
        assertThat(fit.incidenceAt(0.5, 1)).isZero();
        assertThat(fit.incidenceAt(3, 1)).isCloseTo(1 - Math.exp(-u / (2 * u + 3)), within(1e-12));
        assertThat(fit.incidenceAt(9, 1))
                .isCloseTo(1 - Math.exp(-u / (2 * u + 3) - u / (2 + 2 * u / 3)), within(1e-12));
    }

    @Test
    void withoutCompetingEventsItIsACoxModelWithBreslowsTies() {
        int[] days = {3, 3, 5, 8, 8, 9, 12};
        int[] causes = {1, 1, 0, 1, 0, 1, 1};
        double[] x = {0, 1, 2, 1, 0, 1, 0};
        FineGray fit = fit(days, causes, x);
        CoxFit cox = CoxModel.fit(
                until(days, causes),
                Covariates.ofRows(7).numeric("x", x),
                CoxModel.Options.usual().with(Ties.BRESLOW));
        assertThat(fit.coefficients().getFirst().coefficient())
                .isCloseTo(cox.coefficients().getFirst().coefficient(), within(1e-11));
        assertThat(fit.basis().warnsOf(Warning.Kind.NO_EVENTS)).isTrue();
    }

    @Test
    void refusesASeparatedCovariateByName() {
        assertRefused(
                Reason.SEPARATION,
                () -> fit(new int[] {1, 2, 3, 4, 5, 6}, new int[] {1, 1, 1, 2, 0, 0}, 1, 1, 1, 0, 0, 0));
    }

    @Test
    void refusesACauseThatNobodyHas() {
        assertRefused(Reason.NO_EVENTS, () -> fit(new int[] {1, 2, 3}, new int[] {2, 2, 0}, 1, 0, 1));
        assertRefused(Reason.NO_EVENTS, () -> fit(new int[] {1, 2, 3}, new int[3], 1, 0, 1));
    }

    @Test
    void refusesWhatItsWeightsWereNotMadeFor() {
        int[] causes = {1, 2};
        Covariates x = Covariates.ofRows(2).numeric("x", new double[] {0, 1});
        FollowUp late = FollowUp.between(new double[] {0, 1}, new double[] {2, 3}, new boolean[] {true, true});
        assertRefused(Reason.INVALID_ARGUMENT, () -> FineGray.fit(late, causes, CAUSES, RELAPSE, x, LEVEL));
        FollowUp weighted = until(new int[] {2, 3}, causes).weighted(new double[] {1, 2});
        assertRefused(Reason.INVALID_WEIGHT, () -> FineGray.fit(weighted, causes, CAUSES, RELAPSE, x, LEVEL));
    }

    @Test
    void namesACovariateThatIsTheSameForAll() {
        FineGray fit = fit(new int[] {1, 2, 3, 4}, new int[] {1, 2, 1, 0}, 1, 1, 1, 1);
        assertThat(fit.basis().warnsOf(Warning.Kind.COLLINEAR)).isTrue();
        assertThat(fit.coefficients().getFirst().coefficient()).isNaN();
        assertThat(fit.likelihoodRatioTest().degreesOfFreedom()).isZero();
    }

    /** Relapses at 1 and 3 seen against all at risk, deaths censoring: times 1, 2, 3 with x = 1, 0, 1 give u² = ½. */
    @Test
    void aCauseSpecificModelCensorsTheOtherCauses() {
        int[] causes = {1, 1, 2};
        CauseSpecificCox fits = CauseSpecificCox.fit(
                until(new int[] {1, 2, 3}, causes),
                causes,
                CAUSES,
                Covariates.ofRows(3).numeric("x", new double[] {1, 0, 1}),
                CoxModel.Options.usual());
        CauseSpecificCox.Line relapse = fits.lines().getFirst();
        assertThat(relapse.fit().events()).isEqualTo(2);
        assertThat(relapse.fit().coefficients().getFirst().coefficient()).isCloseTo(-Math.log(2) / 2, within(1e-12));
        assertThat(relapse.basis().method()).startsWith("Cause-specific");
        assertThat(fits.lines().get(1).fit().events()).isEqualTo(1);
    }
}
