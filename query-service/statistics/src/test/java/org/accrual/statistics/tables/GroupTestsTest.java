package org.accrual.statistics.tables;

import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.accrual.statistics.Groups;
import org.accrual.statistics.QuantileType;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Sample;
import org.accrual.statistics.Warning;
import org.junit.jupiter.api.Test;

/** Several groups, ordered groups, several tests. R's values for larger data are among the oracle's cases. */
class GroupTestsTest {

    private static final double[] VALUES = {1, 2, 2, 4};
    private static final Groups TWO = Groups.of(List.of("a", "a", "b", "b"));
    private static final double[] SCORES = {0, 1};

    /**
     * Ranks 1, 2½ | 2½, 4: H = 12/20 (3.5²/2 + 6.5²/2) − 15 = 1.35, over 1 − 6/60 for the tie: 1.5. R 4.2.2:
     * {@code kruskal.test(c(1,2,2,4), c(1,1,2,2))$statistic} is 1.5.
     */
    @Test
    void kruskalWallisFollowsByHandWithATie() {
        KSamples.RankTest test = KSamples.test(VALUES, TWO).kruskalWallis();
        assertThat(test.statistic()).isCloseTo(1.5, within(1e-14));
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
    }

    /** Means 1½ and 3 about 2¼: 2.25 between, 2.5 within on two degrees of freedom, F = 1.8; Welch's t is 1.5/√1.25. */
    @Test
    void theAnalysesOfVarianceFollowByHand() {
        KSamples result = KSamples.test(VALUES, TWO);
        assertThat(result.anova().f()).isCloseTo(1.8, within(1e-14));
        assertThat(result.anova().denominator()).isEqualTo(2);
        assertThat(result.welch().f()).isCloseTo(1.8, within(1e-14));
        // Welch–Satterthwaite: 1.25² / (0.25² + 1²)
        assertThat(result.welch().denominator()).isCloseTo(1.5625 / 1.0625, within(1e-12));
    }

    @Test
    void meansOfSingleValuesHaveNoWelchTest() {
        KSamples result = KSamples.test(new double[] {1, 2, 3}, Groups.of(List.of("a", "a", "b")));
        assertThat(result.welch()).isNull();
        assertThat(result.anova()).isNotNull();
        assertThat(result.basis().warnsOf(Warning.Kind.SMALL_SAMPLE)).isTrue();
        assertThat(KSamples.test(new double[] {1, 2}, Groups.of(List.of("a", "b")))
                        .anova())
                .isNull();
    }

    @Test
    void comparisonsThatCannotBeAreRefused() {
        assertRefused(Reason.ONE_GROUP, () -> KSamples.test(VALUES, Groups.one(4, "all")));
        assertRefused(Reason.NO_VARIANCE, () -> KSamples.test(new double[] {3, 3, 3, 3}, TWO));
        Groups withEmpty = Groups.of(List.of("a", "a", "b", "b"), List.of("a", "b", "c"));
        assertRefused(Reason.EMPTY_GROUP, () -> KSamples.test(VALUES, withEmpty));
        assertRefused(Reason.NOT_A_NUMBER, () -> KSamples.test(new double[] {1, Double.NaN, 2, 3}, TWO));
    }

    /** With two groups and scores 0, 1 it is Pearson's χ²: 1 of 4 against 3 of 4 gives 8·64/4⁴ = 2. */
    @Test
    void cochranArmitageOfTwoGroupsIsPearsons() {
        TrendTests.CochranArmitage trend = TrendTests.cochranArmitage(new int[] {1, 3}, new int[] {4, 4}, SCORES);
        assertThat(trend.chiSquared()).isCloseTo(2, within(1e-14));
        assertThat(trend.statistic()).isCloseTo(1, within(1e-14));
    }

    @Test
    void aTrendInProportionsNeedsVariance() {
        assertRefused(Reason.NO_VARIANCE, () -> TrendTests.cochranArmitage(new int[] {0, 0}, new int[] {4, 4}, SCORES));
        assertRefused(
                Reason.NO_VARIANCE,
                () -> TrendTests.cochranArmitage(new int[] {1, 2}, new int[] {4, 4}, new double[] {1, 1}));
        assertRefused(
                Reason.INVALID_COUNT, () -> TrendTests.cochranArmitage(new int[] {1, 5}, new int[] {4, 4}, SCORES));
        assertRefused(
                Reason.ONE_GROUP, () -> TrendTests.cochranArmitage(new int[] {1}, new int[] {4}, new double[] {1}));
    }

    /**
     * Pairs 1–2, 1–4, 2–4 rise and 2–2 is tied: 3½ against (16 − 8)/4 = 2 expected. Variance (156 − 36 − 18)/72 + 8/96 = 1.5.
     * So z² = 1.5, which is Kruskal and Wallis' H, as it must be for two groups.
     */
    @Test
    void jonckheereFollowsByHandWithATie() {
        TrendTests.Jonckheere trend = TrendTests.jonckheere(VALUES, TWO);
        assertThat(trend.statistic()).isEqualTo(3.5);
        assertThat(trend.expected()).isEqualTo(2);
        assertThat(trend.variance()).isCloseTo(1.5, within(1e-14));
        assertThat(trend.z()).isCloseTo(Math.sqrt(1.5), within(1e-14));
        assertThat(trend.basis().warnsOf(Warning.Kind.TIES_IN_RANKS)).isTrue();
        assertRefused(Reason.NO_VARIANCE, () -> TrendTests.jonckheere(new double[] {3, 3, 3, 3}, TWO));
    }

    @Test
    void theOrderOfTheLabelsIsTheHypothesis() {
        Groups backwards = Groups.of(List.of("a", "a", "b", "b"), List.of("b", "a"));
        assertThat(TrendTests.jonckheere(VALUES, backwards).z()).isCloseTo(-Math.sqrt(1.5), within(1e-14));
    }

    /** With two groups the slope is the difference of means, and its F that of the analysis of variance. */
    @Test
    void aLinearTrendOfTwoGroupsIsTheirDifference() {
        TrendTests.Linear trend = TrendTests.linear(VALUES, TWO, SCORES);
        assertThat(trend.slope()).isCloseTo(1.5, within(1e-14));
        assertThat(trend.f()).isCloseTo(1.8, within(1e-14));
        assertRefused(Reason.NO_VARIANCE, () -> TrendTests.linear(new double[] {1, 1, 2, 2}, TWO, SCORES));
        assertRefused(Reason.NO_VARIANCE, () -> TrendTests.linear(VALUES, TWO, new double[] {3, 3}));
    }

    /** Holm: 3·0.01, 2·0.02, then 0.03 may not fall below 0.04. Benjamini–Hochberg: all 0.03. */
    @Test
    void adjustedPValuesFollowByHand() {
        assertThat(Adjustment.HOLM.adjust(0.02, 0.01, 0.03))
                .containsExactly(new double[] {0.04, 0.03, 0.04}, within(1e-15));
        assertThat(Adjustment.BENJAMINI_HOCHBERG.adjust(0.02, 0.01, 0.03))
                .containsExactly(new double[] {0.03, 0.03, 0.03}, within(1e-15));
        assertThat(Adjustment.HOLM.adjust(0.9, 0.8)).containsExactly(1, 1);
        assertThat(Adjustment.HOLM.adjust()).isEmpty();
        assertRefused(Reason.INVALID_ARGUMENT, () -> Adjustment.HOLM.adjust(1.2));
    }

    @Test
    void aTestWithoutPDoesNotCount() {
        double[] adjusted = Adjustment.HOLM.adjust(Double.NaN, 0.02);
        assertThat(adjusted[0]).isNaN();
        assertThat(adjusted[1]).isEqualTo(0.02);
    }

    /** Type 2 averages where np is whole: of 1, 2, 3, 4 the lower quartile is (1 + 2)/2, the 30 % quantile the second. */
    @Test
    void theTwoTypesOfQuantilesAreNamed() {
        double[] values = {4, 1, 3, 2};
        assertThat(QuantileType.AVERAGED.of(values, 0.25)).isEqualTo(1.5);
        assertThat(QuantileType.AVERAGED.of(values, 0.3)).isEqualTo(2);
        assertThat(QuantileType.AVERAGED.of(values, 0)).isEqualTo(1);
        assertThat(QuantileType.AVERAGED.of(values, 1)).isEqualTo(4);
        assertThat(QuantileType.LINEAR.of(values, 0.25)).isEqualTo(1.75);
        assertThat(Sample.of(values).interquartileRange()).isEqualTo(1.5);
        assertThat(Sample.of(values, QuantileType.AVERAGED).interquartileRange())
                .isEqualTo(2);
    }
}
