package org.accrual.statistics;

import static org.accrual.statistics.survival.KaplanMeierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.tables.Contingency;
import org.accrual.statistics.tables.FisherExact;
import org.accrual.statistics.tables.Proportion;
import org.accrual.statistics.tables.StandardizedDifference;
import org.accrual.statistics.tables.TwoSamples;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final double LEVEL = 0.95;

    /** Fisher's tea: of 70 ways 1 + 16 + 16 + 1 are no more probable than three right of four. */
    @Test
    void theLadyTastingTea() {
        FisherExact.Result result = FisherExact.test(new int[][] {{3, 1}, {1, 3}}, LEVEL);
        assertThat(result.pValue()).isCloseTo(34.0 / 70, within(1e-14));
        // the conditional mean (16t + 72t² + 48t³ + 4t⁴)/(1 + 16t + 36t² + 16t³ + t⁴) is 3 where this vanishes
        double t = result.oddsRatio();
        assertThat(t * t * t * t - 36 * t * t - 32 * t - 3).isCloseTo(0, within(1e-9));
    }

    /** Of 21 ways 10, 10 and 1: none and one of two are equally probable. R 4.2.2: fisher.test(matrix(c(0, 2, 2, 3), 2)). */
    @Test
    void tablesAsProbableAsTheOneSeenCountWhateverTheirLastBit() {
        assertThat(FisherExact.test(new int[][] {{0, 2}, {2, 3}}, LEVEL).pValue())
                .isCloseTo(1, within(1e-14));
        assertThat(FisherExact.pValue(new int[][] {{0, 2}, {2, 3}})).isCloseTo(1, within(1e-14));
    }

    @Test
    void anEmptyCellHasAnInfiniteOddsRatioAndAFiniteLimit() {
        FisherExact.Result result = FisherExact.test(new int[][] {{5, 7}, {0, 9}}, LEVEL);
        assertThat(result.oddsRatio()).isInfinite();
        assertThat(result.limits().lower()).isBetween(0.5, 1.0);
        assertThat(result.limits().upper()).isInfinite();
    }

    /** Rows (2, 2), columns (2, 1, 1): the four tables have probabilities 1/6, 1/3, 1/3, 1/6. */
    @Test
    void fisherOfALargerTableCountsByHand() {
        assertThat(FisherExact.test(new int[][] {{2, 0, 0}, {0, 1, 1}}, LEVEL).pValue())
                .isCloseTo(1.0 / 3, within(1e-14));
    }

    @Test
    void refusesAnExactTestThatWouldTakeForEver() {
        int[][] counts = new int[7][7];
        for (int[] row : counts) {
            java.util.Arrays.fill(row, 9);
        }
        assertRefused(Reason.TOO_LARGE, () -> FisherExact.test(counts, LEVEL));
    }

    /** |10·5 − 5·10| = 0: no correction can make it worse than independence. */
    @Test
    void yatesCorrectionStopsAtIndependence() {
        Contingency.Result result = Contingency.test(new int[][] {{10, 5}, {10, 5}}, LEVEL);
        assertThat(result.yates().statistic()).isZero();
        assertThat(result.chiSquared().pValue()).isCloseTo(1, within(1e-12));
    }

    @Test
    void warnsOfSmallExpectedCountsAndEmptyMargins() {
        Contingency.Result small = Contingency.test(new int[][] {{3, 1}, {1, 3}}, LEVEL);
        assertThat(small.basis().warnsOf(Warning.Kind.EXPECTED_BELOW_FIVE)).isTrue();
        Contingency.Result empty = Contingency.test(new int[][] {{3, 0}, {1, 0}}, LEVEL);
        assertThat(empty.chiSquared().pValue()).isNaN();
        assertThat(empty.fisher().pValue()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoTable() {
        assertRefused(Reason.INVALID_COUNT, () -> Contingency.test(new int[][] {{1, 2}}, LEVEL));
        assertRefused(Reason.INVALID_COUNT, () -> Contingency.test(new int[][] {{1, -2}, {1, 1}}, LEVEL));
        assertRefused(Reason.UNEQUAL_LENGTHS, () -> Contingency.test(new int[][] {{1, 2}, {1, 2, 3}}, LEVEL));
        assertRefused(Reason.NO_PATIENTS, () -> Contingency.test(new int[2][2], LEVEL));
    }

    /** None of ten: Wilson's upper limit is z²/(n + z²), the exact one 1 − 0.025^(1/10). */
    @Test
    void intervalsOfAProportionOfNoneFollowByHand() {
        Proportion none = Proportion.of(0, 10, LEVEL);
        double z2 = 1.959963984540054 * 1.959963984540054;
        assertThat(none.wilson().lower()).isZero();
        assertThat(none.wilson().upper()).isCloseTo(z2 / (10 + z2), within(1e-14));
        assertThat(none.clopperPearson().upper()).isCloseTo(1 - Math.pow(0.025, 0.1), within(1e-14));
        assertRefused(Reason.INVALID_COUNT, () -> Proportion.of(3, 2, LEVEL));
        assertRefused(Reason.NO_PATIENTS, () -> Proportion.of(0, 0, LEVEL));
    }

    @Test
    void quartilesAreOfTypeSeven() {
        double[] values = {4, 1, 3, 2};
        assertThat(QuantileType.LINEAR.of(values, 0.25)).isEqualTo(1.75);
        assertThat(Sample.of(values).median()).isEqualTo(2.5);
        assertThat(QuantileType.LINEAR.of(new double[] {7}, 0.9)).isEqualTo(7);
    }

    /** {1, 2} against {3, 4}: no pair in which the first is larger, and of six ways two are as extreme. */
    @Test
    void mannWhitneyCountsPairs() {
        TwoSamples.Result result = TwoSamples.test(new double[] {1, 2}, new double[] {3, 4});
        assertThat(result.mannWhitney().w()).isZero();
        assertThat(result.mannWhitney().pExact()).isCloseTo(1.0 / 3, within(1e-14));
        assertThat(result.welch().t()).isCloseTo(-2 / Math.sqrt(0.5), within(1e-14));
        assertThat(TwoSamples.test(new double[] {1, 2}, new double[] {2, 3})
                        .mannWhitney()
                        .pExact())
                .isNaN();
        assertRefused(Reason.NOT_A_NUMBER, () -> TwoSamples.test(new double[] {Double.NaN}, new double[] {1}));
    }

    /** Ages 50 and 60 with the same variance 2 each: (50 − 60)/√2. */
    @Test
    void standardizedDifferencesAreInStandardDeviations() {
        assertThat(StandardizedDifference.ofMeans(new double[] {49, 51}, new double[] {59, 61}))
                .isCloseTo(-10 / Math.sqrt(2), within(1e-14));
        assertThat(StandardizedDifference.ofProportions(Proportion.of(1, 2, LEVEL), Proportion.of(1, 2, LEVEL)))
                .isZero();
    }
}
