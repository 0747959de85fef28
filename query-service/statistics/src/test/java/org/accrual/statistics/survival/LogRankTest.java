package org.accrual.statistics.survival;

import static org.accrual.statistics.survival.KaplanMeierTest.allTrue;
import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;
import org.junit.jupiter.api.Test;

class LogRankTest {

    /**
     * A: 1, 3+, 4; B: 1, 2, 4+ (+ censored). By hand, n = n_A + n_B at risk, d events:
     *
     * <pre>
     * t  n_A n_B d   E_A       variance d (n−d)/(n−1) · n_A n_B/n²
     * 1  3   3   2   2·3/6=1   2·4/5·9/36     = 0.4
     * 2  2   2   1   1·2/4=0.5 1·3/3·4/16     = 0.25
     * 4  1   1   1   1·1/2=0.5 1·1/1·1/4      = 0.25
     * </pre>
     *
     * O_A = 2 = E_A, so χ² = 0.
     */
    @Test
    void followsTheHandCalculationWithTiesAndCensoring() {
        FollowUp followUp =
                FollowUp.ofDays(new int[] {1, 3, 4, 1, 2, 4}, new boolean[] {true, false, true, true, true, false});
        LogRank.Result result = LogRank.test(followUp, Groups.of(new int[] {0, 0, 0, 1, 1, 1}));
        assertThat(result.observed()).containsExactly(2, 2);
        assertThat(result.expected()[0]).isCloseTo(2, within(1e-15));
        assertThat(result.variance()[0][0]).isCloseTo(0.9, within(1e-15));
        assertThat(result.variance()[0][1]).isCloseTo(-0.9, within(1e-15));
        assertThat(result.chiSquared()).isCloseTo(0, within(1e-25));
    }

    /**
     * A: 1, 2; B: 3, 4; all events. By hand E_A = 2/4 + 1/3 = 5/6, variance = 4/16 + 2/9 = 17/36, so
     * χ² = (2 − 5/6)²/(17/36) = 49/17.
     */
    @Test
    void separatedGroupsGiveTheHandCalculatedStatistic() {
        LogRank.Result result =
                LogRank.test(FollowUp.ofDays(new int[] {1, 2, 3, 4}, allTrue(4)), Groups.of(new int[] {0, 0, 1, 1}));
        assertThat(result.chiSquared()).isCloseTo(49.0 / 17, within(1e-14));
        assertThat(result.degreesOfFreedom()).isEqualTo(1);
        assertThat(result.basis().warnsOf(Warning.Kind.EXPECTED_BELOW_FIVE)).isTrue();
    }

    @Test
    void twoEqualStrataDoubleObservedExpectedAndVariance() {
        int[] days = {1, 2, 3, 4, 1, 2, 3, 4};
        Groups groups = Groups.of(new int[] {0, 0, 1, 1, 0, 0, 1, 1});
        Groups strata = Groups.of(new int[] {7, 7, 7, 7, 9, 9, 9, 9});
        LogRank.Result stratified = LogRank.test(FollowUp.ofDays(days, allTrue(8)), groups, strata, 0);
        assertThat(stratified.chiSquared()).isCloseTo(2 * 49.0 / 17, within(1e-14));
    }

    @Test
    void refusesASingleGroupAndGroupsThatNeverMeet() {
        FollowUp two = FollowUp.ofDays(new int[] {1, 2}, allTrue(2));
        assertRefused(Reason.ONE_GROUP, () -> LogRank.test(two, Groups.of(new int[] {5, 5})));
        FollowUp apart = FollowUp.between(new double[] {0, 5}, new double[] {5, 9}, allTrue(2));
        assertRefused(Reason.NO_VARIANCE, () -> LogRank.test(apart, Groups.of(new int[] {0, 1})));
    }

    @Test
    void withoutEventsThereIsNoP() {
        LogRank.Result result =
                LogRank.test(FollowUp.ofDays(new int[] {1, 2}, new boolean[2]), Groups.of(new int[] {0, 1}));
        assertThat(result.pValue()).isNaN();
        assertThat(result.basis().warnsOf(Warning.Kind.NO_EVENTS)).isTrue();
    }
}
