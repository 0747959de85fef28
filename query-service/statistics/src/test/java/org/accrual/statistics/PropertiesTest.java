package org.accrual.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.accrual.statistics.competing.AalenJohansen;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.survival.PermutationLogRank;
import org.accrual.statistics.survival.RestrictedMean;
import org.accrual.statistics.survival.SurvivalCurve;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change a result, on random data; the seed is the parameter and names a failure. */
class PropertiesTest {

    private record Data(int[] days, boolean[] events, double[] x, int[] group, int[] stratum) {

        static Data random(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 30 + random.nextInt(40);
            Data data = new Data(new int[n], new boolean[n], new double[n], new int[n], new int[n]);
            for (int row = 0; row < n; row++) {
                data.days[row] = 1 + random.nextInt(25);
                data.events[row] = random.nextInt(3) > 0;
                data.x[row] = Math.rint(10 * random.nextGaussian()) / 10;
                data.group[row] = random.nextInt(3);
                data.stratum[row] = random.nextInt(2);
            }
            return data;
        }

        Data permuted(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] order = java.util.stream.IntStream.range(0, days.length).toArray();
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
            Data data = new Data(
                    new int[order.length],
                    new boolean[order.length],
                    new double[order.length],
                    new int[order.length],
                    new int[order.length]);
            for (int i = 0; i < order.length; i++) {
                data.days[i] = days[order[i]];
                data.events[i] = events[order[i]];
                data.x[i] = x[order[i]];
                data.group[i] = group[order[i]];
                data.stratum[i] = stratum[order[i]];
            }
            return data;
        }

        FollowUp followUp() {
            return FollowUp.ofDays(days, events);
        }

        FollowUp scaled(double factor) {
            return FollowUp.of(
                    Arrays.stream(days).mapToDouble(day -> day * factor).toArray(), events);
        }

        /** Every row of more than one day in two intervals. */
        FollowUp split() {
            return FollowUp.between(
                    twice(row -> 0, row -> days[row] / 2),
                    twice(row -> days[row] / 2, row -> days[row]),
                    splitEvents());
        }

        private double[] twice(
                java.util.function.IntToDoubleFunction first, java.util.function.IntToDoubleFunction second) {
            return java.util.stream.IntStream.range(0, days.length)
                    .boxed()
                    .flatMap(row -> days[row] > 1
                            ? java.util.stream.Stream.of(first.applyAsDouble(row), second.applyAsDouble(row))
                            : java.util.stream.Stream.of(
                                    second.applyAsDouble(row) == days[row] ? (double) days[row] : 0.0))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }

        private boolean[] splitEvents() {
            int[] rows = splitRows();
            boolean[] split = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                boolean last = i == rows.length - 1 || rows[i + 1] != rows[i];
                split[i] = last && events[rows[i]];
            }
            return split;
        }

        int[] splitRows() {
            return java.util.stream.IntStream.range(0, days.length)
                    .flatMap(row -> java.util.stream.IntStream.range(0, days[row] > 1 ? 2 : 1)
                            .map(half -> row))
                    .toArray();
        }

        int[] twiceEach() {
            return java.util.stream.IntStream.range(0, 2 * days.length)
                    .map(i -> i / 2)
                    .toArray();
        }

        Covariates covariates() {
            return Covariates.ofRows(days.length).numeric("x", x).factor("g", Groups.of(group));
        }

        double[] cox(FollowUp followUp, Covariates covariates, Groups strata, Ties ties) {
            return CoxModel.fit(
                            followUp,
                            covariates,
                            CoxModel.Options.usual().stratified(strata).with(ties))
                    .coefficients()
                    .stream()
                    .mapToDouble(CoxFit.Coefficient::coefficient)
                    .toArray();
        }
    }

    private static void assertSame(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(actual[i]).isNaN();
                continue;
            }
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-9 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfRowsChangesNothing(long seed) {
        Data data = Data.random(seed);
        Data permuted = data.permuted(seed + 100);
        assertSame(
                KaplanMeier.curve(permuted.followUp()).standardError(),
                KaplanMeier.curve(data.followUp()).standardError());
        assertThat(LogRank.test(permuted.followUp(), Groups.of(permuted.group), Groups.of(permuted.stratum), 1)
                        .chiSquared())
                .isCloseTo(
                        LogRank.test(data.followUp(), Groups.of(data.group), Groups.of(data.stratum), 1)
                                .chiSquared(),
                        within(1e-10));
        assertSame(
                data.cox(permuted.followUp(), permuted.covariates(), Groups.of(permuted.stratum), Ties.EFRON),
                data.cox(data.followUp(), data.covariates(), Groups.of(data.stratum), Ties.EFRON));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theUnitOfTimeChangesNothingButTimes(long seed) {
        Data data = Data.random(seed);
        FollowUp months = data.scaled(1 / 30.4375);
        assertSame(
                KaplanMeier.curve(months).survival(),
                KaplanMeier.curve(data.followUp()).survival());
        assertThat(RestrictedMean.of(KaplanMeier.curve(months), 10 / 30.4375).value() * 30.4375)
                .isCloseTo(
                        RestrictedMean.of(KaplanMeier.curve(data.followUp()), 10)
                                .value(),
                        within(1e-10));
        assertSame(
                data.cox(months, data.covariates(), null, Ties.EFRON),
                data.cox(data.followUp(), data.covariates(), null, Ties.EFRON));
    }

    /** A patient's interval cut in two is the same patient. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void cuttingIntervalsChangesNothing(long seed) {
        Data data = Data.random(seed);
        FollowUp split = data.split();
        int[] rows = data.splitRows();
        SurvivalCurve whole = KaplanMeier.curve(data.followUp());
        SurvivalCurve cut = KaplanMeier.curve(split);
        for (double day = 1; day <= 25; day++) {
            assertThat(cut.survivalAt(day, Limits.LOG, 0.95).value())
                    .isCloseTo(whole.survivalAt(day, Limits.LOG, 0.95).value(), within(1e-12));
        }
        assertThat(LogRank.test(split, Groups.of(data.group).select(rows)).chiSquared())
                .isCloseTo(LogRank.test(data.followUp(), Groups.of(data.group)).chiSquared(), within(1e-10));
        assertSame(
                data.cox(
                        split,
                        data.covariates().select(rows),
                        Groups.of(data.stratum).select(rows),
                        Ties.EFRON),
                data.cox(data.followUp(), data.covariates(), Groups.of(data.stratum), Ties.EFRON));
        assertSame(
                data.cox(split, data.covariates().select(rows), null, Ties.BRESLOW),
                data.cox(data.followUp(), data.covariates(), null, Ties.BRESLOW));
    }

    /** Everybody twice at half the weight is everybody once; Efron's ties alone would see new ties in it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void doublingRowsAtHalfTheWeightChangesNoEstimate(long seed) {
        Data data = Data.random(seed);
        int[] twice = data.twiceEach();
        double[] halves = new double[twice.length];
        Arrays.fill(halves, 0.5);
        FollowUp doubled = data.followUp().select(twice).weighted(halves);
        assertSame(
                KaplanMeier.curve(doubled).survival(),
                KaplanMeier.curve(data.followUp()).survival());
        assertSame(
                data.cox(doubled, data.covariates().select(twice), null, Ties.BRESLOW),
                data.cox(data.followUp(), data.covariates(), null, Ties.BRESLOW));
    }

    /** Whole weights count patients: weight 2 is the same patient twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aWeightOfTwoIsTwoPatients(long seed) {
        Data data = Data.random(seed);
        double[] two = new double[data.days.length];
        Arrays.fill(two, 2);
        FollowUp doubled = data.followUp().select(data.twiceEach());
        assertSame(
                KaplanMeier.curve(data.followUp().weighted(two)).standardError(),
                KaplanMeier.curve(doubled).standardError());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void swappingTwoGroupsTurnsTheHazardRatioOver(long seed) {
        Data data = Data.random(seed);
        double[] one = Arrays.stream(data.group)
                .mapToDouble(group -> group == 0 ? 1 : 0)
                .toArray();
        double[] other = Arrays.stream(one).map(value -> 1 - value).toArray();
        double direct = data.cox(data.followUp(), Covariates.ofRows(one.length).numeric("g", one), null, Ties.EFRON)[0];
        double turned =
                data.cox(data.followUp(), Covariates.ofRows(one.length).numeric("g", other), null, Ties.EFRON)[0];
        assertThat(turned).isCloseTo(-direct, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theProbabilitiesOfAllStatesAddUpToOne(long seed) {
        Data data = Data.random(seed);
        int[] causes = new int[data.days.length];
        for (int row = 0; row < causes.length; row++) {
            causes[row] = data.events[row] ? 1 + data.group[row] % 2 : 0;
        }
        AalenJohansen.Curves curves = AalenJohansen.curves(
                        data.followUp(),
                        causes,
                        java.util.List.of("progression", "death"),
                        Groups.one(causes.length, "all"))
                .getFirst();
        for (int place = 0; place < curves.times().length; place++) {
            assertThat(curves.none()[place] + curves.incidence()[0][place] + curves.incidence()[1][place])
                    .isCloseTo(1, within(1e-12));
        }
    }

    /** Rows twice over give the same bits: no thread, no hash order, no clock decides. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theSameQuestionHasTheSameBits(long seed) {
        Data data = Data.random(seed);
        assertThat(data.cox(data.followUp(), data.covariates(), Groups.of(data.stratum), Ties.EFRON))
                .isEqualTo(data.cox(data.followUp(), data.covariates(), Groups.of(data.stratum), Ties.EFRON));
        assertThat(PermutationLogRank.test(data.followUp(), Groups.of(data.group), null, seed))
                .isEqualTo(PermutationLogRank.test(data.followUp(), Groups.of(data.group), null, seed));
    }
}
