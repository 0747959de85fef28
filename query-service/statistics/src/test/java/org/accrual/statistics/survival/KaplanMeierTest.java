package org.accrual.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Limits;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;
import org.junit.jupiter.api.Test;

public class KaplanMeierTest {

    private static final double LEVEL = 0.95;

    /**
     * Six patients: 5, 5+, 5, 8, 8+, 10 (+ censored). By hand, events before censorings:
     *
     * <pre>
     * t   at risk  events  S                     Greenwood sum
     * 5   6        2       4/6      = 2/3        2/(6·4)          = 1/12
     * 8   3        1       2/3·2/3  = 4/9        1/12 + 1/(3·2)   = 1/4
     * 10  1        1       0
     * </pre>
     *
     * se(5) = 2/3·√(1/12), se(8) = 4/9·√(1/4) = 2/9. Nelson–Aalen: 1/3, 2/3, 5/3. S(8) is the first below ½: median 8.
     */
    private static SurvivalCurve tiesAndCensoring() {
        return KaplanMeier.curve(
                FollowUp.ofDays(new int[] {5, 5, 5, 8, 8, 10}, new boolean[] {true, false, true, true, false, true}));
    }

    @Test
    void followsTheHandCalculationWithTiesAndCensoring() {
        SurvivalCurve curve = tiesAndCensoring();
        assertThat(curve.times()).containsExactly(5, 8, 10);
        assertThat(curve.atRisk()).containsExactly(6, 3, 1);
        assertThat(curve.events()).containsExactly(2, 1, 1);
        assertThat(curve.censored()).containsExactly(1, 1, 0);
        assertThat(curve.survival()[0]).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(curve.survival()[1]).isCloseTo(4.0 / 9, within(1e-15));
        assertThat(curve.survival()[2]).isZero();
        assertThat(curve.standardError()[0]).isCloseTo(2.0 / 3 * Math.sqrt(1.0 / 12), within(1e-15));
        assertThat(curve.standardError()[1]).isCloseTo(2.0 / 9, within(1e-15));
        assertThat(curve.standardError()[2]).isNaN();
        assertThat(curve.cumulativeHazard()[2]).isCloseTo(5.0 / 3, within(1e-15));
        assertThat(curve.median(Limits.LOG_LOG, LEVEL).value()).isEqualTo(8);
    }

    /** The restricted mean to 9 by hand: 5·1 + 3·2/3 + 1·4/9 = 67/9. */
    @Test
    void theRestrictedMeanIsTheAreaUnderTheCurve() {
        assertThat(RestrictedMean.of(tiesAndCensoring(), 9).value()).isCloseTo(67.0 / 9, within(1e-14));
    }

    @Test
    void survivalIsReadFromTheRightContinuousStep() {
        SurvivalCurve curve = tiesAndCensoring();
        assertThat(curve.survivalAt(0, Limits.LOG, LEVEL).value()).isEqualTo(1);
        assertThat(curve.survivalAt(4.9, Limits.LOG, LEVEL).value()).isEqualTo(1);
        assertThat(curve.survivalAt(5, Limits.LOG, LEVEL).value()).isEqualTo(curve.survival()[0]);
        assertThat(curve.survivalAt(7, Limits.LOG, LEVEL).value()).isEqualTo(curve.survival()[0]);
        assertThat(curve.survivalAt(99, Limits.LOG, LEVEL).value()).isZero();
    }

    @Test
    void numbersAtRiskCountThoseStillUnderObservation() {
        assertThat(tiesAndCensoring().atRiskAt(0, 5, 5.5, 8, 9, 10, 11)).containsExactly(6, 6, 3, 3, 1, 1, 0);
    }

    /**
     * With entry at 3, the late one counts from then on only: intervals (0,4], (3,6], (0,6], events at 4 and 6 (first
     * row of the two). By hand: at 4 three at risk, S = 2/3; at 6 two, S = 1/3.
     */
    @Test
    void delayedEntryCountsFromItsOwnStart() {
        SurvivalCurve curve = KaplanMeier.curve(
                FollowUp.between(new double[] {0, 3, 0}, new double[] {4, 6, 6}, new boolean[] {true, true, false}));
        assertThat(curve.atRisk()).containsExactly(3, 2);
        assertThat(curve.survival()[1]).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(curve.atRiskAt(0, 2, 3, 3.5, 5)).containsExactly(2, 2, 2, 3, 2);
    }

    @Test
    void theMedianLiesInTheMiddleOfAStretchAtExactlyOneHalf() {
        SurvivalCurve curve = KaplanMeier.curve(FollowUp.ofDays(new int[] {1, 2, 3, 4}, allTrue(4)));
        assertThat(curve.median(Limits.LOG, LEVEL).value()).isEqualTo(2.5);
    }

    @Test
    void aMedianThatIsNotReachedIsNotANumber() {
        SurvivalCurve curve =
                KaplanMeier.curve(FollowUp.ofDays(new int[] {1, 2, 3, 4}, new boolean[] {true, false, false, false}));
        assertThat(curve.median(Limits.LOG, LEVEL).reached()).isFalse();
    }

    @Test
    void everybodyCensoredStaysAtOneAndSaysSo() {
        SurvivalCurve curve = KaplanMeier.curve(FollowUp.ofDays(new int[] {1, 2}, new boolean[2]));
        assertThat(curve.survival()).containsExactly(1, 1);
        assertThat(curve.standardError()).containsExactly(0, 0);
        assertThat(curve.basis().warnsOf(Warning.Kind.NO_EVENTS_IN_GROUP)).isTrue();
    }

    @Test
    void everybodyDeadAtTimeZeroIsACurveAtZero() {
        SurvivalCurve curve = KaplanMeier.curve(FollowUp.ofDays(new int[3], allTrue(3)));
        assertThat(curve.times()).containsExactly(0);
        assertThat(curve.survival()).containsExactly(0);
    }

    @Test
    void aMillionIdenticalTimesAreOneStep() {
        int n = 1_000_000;
        int[] days = new int[n];
        Arrays.fill(days, 365);
        boolean[] events = new boolean[n];
        Arrays.fill(events, 0, n / 4, true);
        SurvivalCurve curve = KaplanMeier.curve(FollowUp.ofDays(days, events));
        assertThat(curve.survival()).containsExactly(0.75);
        assertThat(curve.standardError()[0]).isCloseTo(Math.sqrt(0.75 * 0.25 / n), within(1e-15));
    }

    @Test
    void onePatientIsACurveWithAWarning() {
        SurvivalCurve curve = KaplanMeier.curve(FollowUp.ofDays(new int[] {7}, new boolean[] {true}));
        assertThat(curve.survival()).containsExactly(0);
        assertThat(curve.basis().warnsOf(Warning.Kind.SMALL_SAMPLE)).isTrue();
    }

    @Test
    void refusesWhatIsNoFollowUpByName() {
        assertRefused(Reason.NO_PATIENTS, () -> FollowUp.ofDays(new int[0], new boolean[0]));
        assertRefused(Reason.NEGATIVE_TIME, () -> FollowUp.ofDays(new int[] {-1}, new boolean[1]));
        assertRefused(Reason.NOT_A_NUMBER, () -> FollowUp.of(new double[] {Double.NaN}, new boolean[1]));
        assertRefused(Reason.NOT_A_NUMBER, () -> FollowUp.of(new double[] {Double.POSITIVE_INFINITY}, new boolean[1]));
        assertRefused(Reason.UNEQUAL_LENGTHS, () -> FollowUp.ofDays(new int[2], new boolean[1]));
        assertRefused(
                Reason.EMPTY_INTERVAL,
                () -> FollowUp.between(new double[] {3}, new double[] {3}, new boolean[] {true}));
        assertRefused(
                Reason.INVALID_WEIGHT,
                () -> FollowUp.ofDays(new int[] {3}, new boolean[1]).weighted(new double[] {-1}));
    }

    @Test
    void refusesAGroupWithoutPatientsByItsName() {
        FollowUp followUp = FollowUp.ofDays(new int[] {1, 2}, allTrue(2));
        Groups groups = new Groups(new int[] {0, 0}, List.of("surgery", "none"));
        assertThatThrownBy(() -> KaplanMeier.curves(followUp, groups))
                .isInstanceOfSatisfying(
                        RefusedAnalysis.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.EMPTY_GROUP))
                .hasMessageContaining("none");
    }

    /** A sum of months can miss its neighbor by the last bit; that must not split a tie. */
    @Test
    void timesThatDifferByRoundingAreOneTime() {
        SurvivalCurve curve = KaplanMeier.curve(FollowUp.of(new double[] {0.1 + 0.2, 0.3, 1.5}, allTrue(3)));
        assertThat(curve.times()).containsExactly(0.3, 1.5);
        assertThat(curve.events()).containsExactly(2, 1);
    }

    @Test
    void followUpIsEstimatedWithTheEndingsReversed() {
        SurvivalCurve reverse = KaplanMeier.reverse(
                        FollowUp.ofDays(new int[] {1, 2, 3, 4}, new boolean[] {true, false, true, false}),
                        Groups.one(4, "all"))
                .getFirst();
        assertThat(reverse.events()).containsExactly(0, 1, 0, 1);
    }

    public static boolean[] allTrue(int n) {
        boolean[] events = new boolean[n];
        Arrays.fill(events, true);
        return events;
    }

    public static void assertRefused(Reason reason, Runnable analysis) {
        assertThatThrownBy(analysis::run)
                .isInstanceOfSatisfying(
                        RefusedAnalysis.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
