package org.accrual.statistics;

import static org.accrual.statistics.survival.KaplanMeierTest.allTrue;
import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.competing.AalenJohansen;
import org.accrual.statistics.competing.GrayTest;
import org.accrual.statistics.regression.CenterHeterogeneity;
import org.accrual.statistics.regression.LogisticRegression;
import org.accrual.statistics.regression.PropensityWeights;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.Landmark;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.survival.MantelByar;
import org.accrual.statistics.survival.PermutationLogRank;
import org.accrual.statistics.survival.RestrictedMean;
import org.accrual.statistics.survival.SurvivalCurve;
import org.junit.jupiter.api.Test;

class StudyMethodsTest {

    private static final double NEVER = Double.NaN;

    /**
     * Patient 1 is exposed from 2 and dies at 5, patient 2 dies at 4, patient 3 is censored at 6. At 4 one of three at
     * risk is exposed: E = 1/3, V = 2/9; at 5 one of two: E = 1/2, V = 1/4. O = 1, so χ² = (1/6)²/(17/36) = 1/17.
     */
    @Test
    void mantelByarCountsExposureFromItsBegin() {
        MantelByar.Intervals intervals = MantelByar.split(
                FollowUp.ofDays(new int[] {5, 4, 6}, new boolean[] {true, true, false}),
                new double[] {2, NEVER, NEVER});
        assertThat(intervals.patients()).containsExactly(0, 0, 1, 2);
        MantelByar.Result result = MantelByar.test(intervals.followUp(), intervals.exposed());
        assertThat(result.observed()).isEqualTo(1);
        assertThat(result.expected()).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(result.variance()).isCloseTo(17.0 / 36, within(1e-15));
        assertThat(result.chiSquared()).isCloseTo(1.0 / 17, within(1e-14));
    }

    @Test
    void anExposureOnTheLastDayNeverCounts() {
        MantelByar.Intervals intervals =
                MantelByar.split(FollowUp.ofDays(new int[] {5, 5}, allTrue(2)), new double[] {5, 0});
        assertThat(intervals.exposed()).containsExactly(false, true);
    }

    @Test
    void aLandmarkKeepsStrictlyMoreThanItsTime() {
        FollowUp followUp = FollowUp.ofDays(new int[] {10, 20, 30, 40}, allTrue(4));
        Landmark landmark =
                Landmark.at(20, followUp, new double[] {5, 5, 25, 20}, List.of("not yet operated", "operated"));
        assertThat(landmark.rows()).containsExactly(2, 3);
        assertThat(landmark.groups().codes()).containsExactly(0, 1);
        assertThat(landmark.followUp().stop(0)).isEqualTo(10);
        assertThat(landmark.leftOut()).isEqualTo(2);
        assertRefused(
                Reason.NOBODY_AT_LANDMARK,
                () -> Landmark.at(40, followUp, new double[4], List.of("not yet operated", "operated")));
    }

    /**
     * Cause 1 at 1, cause 2 at 2, censored at 3, cause 1 at 4. F₁(1) = 1/4; F₂(2) = 3/4 · 1/3 = 1/4; F₁(4) = 1/4 + 1/2.
     * One minus Kaplan–Meier with cause 2 censored would say 1 at the end.
     */
    @Test
    void competingRisksFollowTheHandCalculation() {
        AalenJohansen.Curves curves = AalenJohansen.curves(
                        FollowUp.ofDays(new int[] {1, 2, 3, 4}, new boolean[] {true, true, false, true}),
                        new int[] {1, 2, 0, 1},
                        List.of("progression", "death"),
                        Groups.one(4, "all"))
                .getFirst();
        assertThat(curves.incidenceAt(0, 1, 0.95).value()).isCloseTo(0.25, within(1e-15));
        assertThat(curves.incidenceAt(1, 3.5, 0.95).value()).isCloseTo(0.25, within(1e-15));
        assertThat(curves.incidenceAt(0, 4, 0.95).value()).isCloseTo(0.75, within(1e-15));
        assertThat(curves.noneAt(4, Limits.LOG, 0.95).value()).isZero();
        // until 2 nobody is censored: F₁ is a proportion, its error √(p(1 − p)/n)
        assertThat(curves.incidenceAt(0, 2, 0.95).standardError()).isCloseTo(Math.sqrt(0.25 * 0.75 / 4), within(1e-14));
    }

    @Test
    void graysTestSeesNoDifferenceBetweenEqualGroups() {
        int[] days = {1, 2, 3, 4, 1, 2, 3, 4};
        int[] causes = {1, 2, 0, 1, 1, 2, 0, 1};
        boolean[] events = {true, true, false, true, true, true, false, true};
        GrayTest.Result result = GrayTest.test(
                FollowUp.ofDays(days, events), causes, List.of("progression", "death"), Groups.of(new int[] {
                    0, 0, 0, 0, 1, 1, 1, 1
                }));
        assertThat(result.lines()).allSatisfy(line -> assertThat(line.pValue()).isCloseTo(1, within(1e-9)));
    }

    /** With one indicator the model is saturated: its coefficient is the log odds ratio 3/1 over 1/3. */
    @Test
    void logisticRegressionOfAnIndicatorIsTheOddsRatio() {
        boolean[] outcome = {true, false, false, false, true, true, true, false};
        Covariates x = Covariates.ofRows(8).numeric("x", new double[] {0, 0, 0, 0, 1, 1, 1, 1});
        LogisticRegression model = LogisticRegression.fit(outcome, x);
        assertThat(model.coefficients()[1]).isCloseTo(Math.log(9), within(1e-12));
        assertThat(model.standardErrors()[1]).isCloseTo(Math.sqrt(1 + 1.0 / 3 + 1.0 / 3 + 1), within(1e-12));
    }

    /** Of four with x = 0 one is treated, of four with x = 1 three: weights ½/¼ = 2 and ½/¾ = ⅔, and balance. */
    @Test
    void propensityWeightsBalanceWhatTheyAreMadeOf() {
        boolean[] treated = {true, false, false, false, true, true, true, false};
        Covariates x = Covariates.ofRows(8).numeric("x", new double[] {0, 0, 0, 0, 1, 1, 1, 1});
        PropensityWeights weights = PropensityWeights.of(treated, x);
        assertThat(weights.weights()[0]).isCloseTo(2, within(1e-12));
        assertThat(weights.weights()[1]).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(weights.balance().getFirst().before()).isCloseTo(1, within(0.01));
        assertThat(weights.balance().getFirst().after()).isCloseTo(0, within(1e-12));
    }

    @Test
    void refusesToWeighATreatmentThatAllHave() {
        assertRefused(
                Reason.ONE_GROUP,
                () -> PropensityWeights.of(
                        new boolean[] {true, true}, Covariates.ofRows(2).numeric("x", new double[] {0, 1})));
    }

    /** Twenty-four patients at each of two centers, the effect turned over at the second; a third has no event. */
    @Test
    void centersThatDisagreeAreSeen() {
        int n = 51;
        int[] days = new int[n];
        boolean[] events = allTrue(n);
        double[] exposed = new double[n];
        int[] center = new int[n];
        for (int row = 0; row < 48; row++) {
            days[row] = 1 + row % 24;
            center[row] = row / 24;
            boolean early = row % 24 < 12;
            boolean exception = row % 8 == 7;
            exposed[row] = early ^ exception ^ center[row] == 1 ? 1 : 0;
        }
        for (int row = 48; row < n; row++) {
            days[row] = 5;
            events[row] = false;
            center[row] = 2;
            exposed[row] = row % 2;
        }
        CenterHeterogeneity result =
                CenterHeterogeneity.of(FollowUp.ofDays(days, events), "surgery", exposed, Groups.of(center));
        assertThat(result.centers()).hasSize(2);
        assertThat(result.centers().get(0).coefficient())
                .isCloseTo(-result.centers().get(1).coefficient(), within(1e-10));
        assertThat(result.fixed().coefficient()).isCloseTo(0, within(1e-10));
        assertThat(result.pValue()).isLessThan(0.1);
        assertThat(result.iSquared()).isGreaterThan(0.5);
        assertThat(result.withoutCenter().getFirst().fixed().coefficient())
                .isCloseTo(result.centers().get(1).coefficient(), within(1e-12));
        assertThat(result.basis().warnsOf(Warning.Kind.CENTERS_LEFT_OUT)).isTrue();
        assertThat(result.basis().warnsOf(Warning.Kind.HETEROGENEOUS_CENTERS)).isTrue();
    }

    /**
     * A: 1, 2; B: 3, 4, all events. Scores δ − Λ: 3/4, 5/12, −1/12, −13/12; A has 7/6. Of the six pairs, {1, 2} and
     * {3, 4} are as extreme: P = 1/3.
     */
    @Test
    void thePermutationTestCountsAllWays() {
        PermutationLogRank.Result result = PermutationLogRank.test(
                FollowUp.ofDays(new int[] {1, 2, 3, 4}, allTrue(4)), Groups.of(new int[] {0, 0, 1, 1}), null, 1);
        assertThat(result.exact()).isTrue();
        assertThat(result.ways()).isEqualTo(6);
        assertThat(result.pValue()).isCloseTo(1.0 / 3, within(1e-15));
    }

    @Test
    void drawsComeNearToTheExactPermutationP() {
        int[] days = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Groups two = Groups.of(new int[] {0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1});
        FollowUp followUp = FollowUp.ofDays(days, allTrue(12));
        double exact = PermutationLogRank.test(followUp, two, null, 1).pValue();
        Groups threeOfWhichOneIsBothInOneStratum = Groups.of(new int[12]);
        double same = PermutationLogRank.test(followUp, two, threeOfWhichOneIsBothInOneStratum, 1)
                .pValue();
        assertThat(same).isEqualTo(exact);
        Groups strata = new Groups(new int[12], List.of("all", "nobody"));
        assertThat(PermutationLogRank.test(followUp, two, strata, 1).pValue()).isCloseTo(exact, within(0.01));
    }

    /** With two groups and scores 0 and 1 the test for trend is the log-rank test. */
    @Test
    void trendOverTwoGroupsIsTheLogRankTest() {
        FollowUp followUp = FollowUp.ofDays(new int[] {1, 2, 3, 4}, allTrue(4));
        Groups groups = Groups.of(new int[] {0, 0, 1, 1});
        assertThat(LogRank.trend(followUp, groups, new double[] {0, 1}, null).chiSquared())
                .isCloseTo(49.0 / 17, within(1e-14));
    }

    @Test
    void restrictedMeansAreComparedAtOneHorizon() {
        SurvivalCurve longer = KaplanMeier.curve(FollowUp.ofDays(new int[] {4, 8}, allTrue(2)));
        SurvivalCurve shorter = KaplanMeier.curve(FollowUp.ofDays(new int[] {2, 4}, allTrue(2)));
        RestrictedMean.Comparison comparison = RestrictedMean.compare(longer, shorter, 8, 0.95);
        assertThat(comparison.difference().value()).isCloseTo(3, within(1e-14));
        assertThat(comparison.ratio().value()).isCloseTo(2, within(1e-14));
        assertThat(RestrictedMean.commonHorizon(List.of(longer, shorter))).isEqualTo(4);
    }
}
