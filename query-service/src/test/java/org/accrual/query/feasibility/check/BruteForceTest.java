package org.accrual.query.feasibility.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.accrual.query.feasibility.Questions;
import org.accrual.query.feasibility.answer.Answer;
import org.accrual.query.feasibility.answer.Verdict;
import org.accrual.query.feasibility.question.Printed;
import org.accrual.query.feasibility.question.Rounding;
import org.accrual.query.feasibility.question.Share;
import org.accrual.query.feasibility.question.TableTest;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.survival.LogRank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each search against the dullest way to the same end: everything tried, one after the other. */
class BruteForceTest {
    private static final long SEED = 4;
    private static final Set<Rounding> ALL = EnumSet.allOf(Rounding.class);

    private static Work work() {
        return new Work(1_000_000_000L);
    }

    /** By whole numbers only: 100k/n in units of the last digit is q with remainder r. */
    private static boolean printsSo(int k, int n, long printed, long scale, Rounding rounding) {
        long quotient = 100L * k * scale / n;
        long remainder = 100L * k * scale % n;
        return printed
                == switch (rounding) {
                    case TRUNCATED -> quotient;
                    case HALF_UP -> quotient + (2 * remainder >= n ? 1 : 0);
                    case HALF_EVEN ->
                        quotient + (2 * remainder > n || (2 * remainder == n && quotient % 2 == 1) ? 1 : 0);
                };
    }

    @ParameterizedTest
    @CsvSource({"0,1,60", "1,10,40", "2,100,9"})
    void countsOfPercentages(int digits, long scale, int largest) {
        for (Set<Rounding> allowed :
                List.of(ALL, Set.of(Rounding.HALF_UP), Set.of(Rounding.HALF_EVEN), Set.of(Rounding.TRUNCATED)))
            for (int n = 1; n <= largest; n++)
                for (long printed = 0; printed <= 100 * scale; printed++) {
                    var expected = new ArrayList<Integer>();
                    for (int k = 0; k <= n; k++)
                        for (Rounding rounding : allowed)
                            if (printsSo(k, n, printed, scale, rounding) && !expected.contains(k)) expected.add(k);
                    var share = new Share(null, null, new Printed(BigDecimal.valueOf(printed, digits)));
                    Share.Counts counts = share.counts(n, allowed);
                    var found = new ArrayList<Integer>();
                    for (int k = counts.lowest(); k <= counts.highest(); k++) found.add(k);
                    assertThat(found).as("%d of %s of %d", printed, allowed, n).isEqualTo(expected);
                }
    }

    @Test
    void sizesOfGroupsInSums() {
        var random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            int[] percent = {random.nextInt(101), random.nextInt(101), random.nextInt(101)};
            int two = 2 + random.nextInt(20);
            int three = 3 + random.nextInt(30);
            Answer answer =
                    Questions.ask("{'groups': [" + Questions.groups("a=0..15 b=0..15 c=0..15") + "], 'claims': ["
                            + "{'kind': 'total', 'of': ['a', 'b'], 'n': " + two + "},"
                            + "{'kind': 'total', 'of': ['a', 'b', 'c'], 'n': {'atMost': " + three + "}},"
                            + percentage("a", percent[0]) + "," + percentage("b", percent[1]) + ","
                            + percentage("c", percent[2])
                            + "]}");

            List<TreeSet<Integer>> expected = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
            for (int a = 1; a <= 15; a++)
                for (int b = 1; b <= 15; b++)
                    for (int c = 1; c <= 15; c++) {
                        boolean fits = anyCount(a, percent[0]) && anyCount(b, percent[1]) && anyCount(c, percent[2]);
                        if (!fits || a + b != two || a + b + c > three) continue;
                        expected.get(0).add(a);
                        expected.get(1).add(b);
                        expected.get(2).add(c);
                    }
            boolean eachAlone = answer.claims().stream().allMatch(claim -> claim.verdict() == Verdict.POSSIBLE);
            if (!eachAlone) continue;
            for (int group = 0; group < 3; group++)
                assertThat(new TreeSet<>(answer.groups().get(group).sizes()))
                        .as(answer.toString())
                        .isEqualTo(expected.get(group));
        }
    }

    private static String percentage(String group, int percent) {
        return "{'kind': 'percentage', 'of': '" + group + "', 'percentage': '" + percent + "'}";
    }

    private static boolean anyCount(int n, int percent) {
        for (int k = 0; k <= n; k++)
            for (Rounding rounding : ALL) if (printsSo(k, n, percent, 1, rounding)) return true;
        return false;
    }

    /** All data sets of up to four numbers from 0 to 5: exactly their means and standard deviations are possible. */
    @ParameterizedTest
    @CsvSource({"2", "3", "4"})
    void meansAndDeviations(int n) {
        var printed = new HashSet<String>();
        forEachData(new int[n], 0, data -> {
            double mean = Arrays.stream(data).average().orElseThrow();
            double squares = Arrays.stream(data)
                    .mapToDouble(it -> (it - mean) * (it - mean))
                    .sum();
            double deviation = Math.sqrt(squares / (n - 1));
            // A paper may round its mean and cut off its deviation.
            for (Rounding first : ALL)
                for (Rounding second : ALL) printed.add(print(mean, first) + " " + print(deviation, second));
        });
        for (int mean = 0; mean <= 50; mean++)
            for (int deviation = 0; deviation <= 40; deviation++) {
                String both = BigDecimal.valueOf(mean, 1) + " " + BigDecimal.valueOf(deviation, 1);
                Verdict verdict = Questions.verdict(
                        "S=" + n,
                        "{'kind': 'mean', 'of': 'S', 'lowest': 0, 'highest': 5, 'mean': '%s', 'sd': '%s'}"
                                .formatted((Object[]) both.split(" ")));
                assertThat(verdict).as(both).isEqualTo(printed.contains(both) ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE);
            }
    }

    private static void forEachData(int[] data, int next, Consumer<int[]> each) {
        if (next == data.length) {
            each.accept(data);
            return;
        }
        for (int value = 0; value <= 5; value++) {
            data[next] = value;
            forEachData(data, next + 1, each);
        }
    }

    private static String print(double value, Rounding rounding) {
        RoundingMode mode = switch (rounding) {
            case HALF_UP -> RoundingMode.HALF_UP;
            case HALF_EVEN -> RoundingMode.HALF_EVEN;
            case TRUNCATED -> RoundingMode.DOWN;
        };
        return new BigDecimal(value + 1e-12).setScale(1, mode).toPlainString();
    }

    /** The formulas of textbooks, with exact binomials, on every table of small groups. */
    @Test
    void testsOfTables() {
        for (int n1 = 1; n1 <= 8; n1++)
            for (int n2 = 1; n2 <= 7; n2++)
                for (int a = 0; a <= n1; a++) for (int c = 0; c <= n2; c++) compareTable(a, n1 - a, c, n2 - c);
    }

    private static void compareTable(int a, int b, int c, int d) {
        int[][] table = {{a, b}, {c, d}};
        int n = a + b + c + d;
        double[] probabilities = new double[a + b + 1];
        for (int x = 0; x <= a + b; x++)
            if (a + c - x >= 0 && a + c - x <= c + d)
                probabilities[x] =
                        choose(a + b, x).multiply(choose(c + d, a + c - x)).doubleValue()
                                / choose(n, a + c).doubleValue();
        double seen = probabilities[a];
        double fisher =
                Arrays.stream(probabilities).filter(p -> p <= seen * (1 + 1e-7)).sum();
        double lower = Arrays.stream(probabilities, 0, a + 1).sum();
        double upper = Arrays.stream(probabilities, a, a + b + 1).sum();
        compare(TableTest.FISHER, table, fisher);
        compare(TableTest.FISHER_MID_P, table, fisher - seen / 2);
        compare(TableTest.FISHER_DOUBLED, table, Math.min(1, 2 * Math.min(lower, upper)));
        double margins = (double) (a + b) * (c + d) * (a + c) * (b + d);
        if (margins == 0) {
            assertThat(TableP.of(TableTest.LIKELIHOOD_RATIO, table, work())).isNaN();
            return;
        }
        double difference = Math.abs((double) a * d - (double) b * c);
        compare(TableTest.CHI_SQUARED, table, Normal.chiSquaredP(n * difference * difference / margins, 1));
        compare(
                TableTest.CHI_SQUARED_N_MINUS_ONE,
                table,
                Normal.chiSquaredP((n - 1) * difference * difference / margins, 1));
        double corrected = Math.max(0, difference - n / 2.0);
        compare(TableTest.YATES, table, Normal.chiSquaredP(n * corrected * corrected / margins, 1));
        double g = 0;
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++) {
                double expected = (double) (table[i][0] + table[i][1]) * (table[0][j] + table[1][j]) / n;
                if (table[i][j] > 0) g += 2 * table[i][j] * Math.log(table[i][j] / expected);
            }
        compare(TableTest.LIKELIHOOD_RATIO, table, Normal.chiSquaredP(Math.max(0, g), 1));
    }

    private static void compare(TableTest test, int[][] table, double expected) {
        assertThat(TableP.of(test, table, work()))
                .as(test + " of " + Arrays.deepToString(table))
                .isCloseTo(expected, within(1e-7));
    }

    private static BigInteger choose(int n, int k) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 1; i <= k; i++)
            ways = ways.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        return ways;
    }

    /** Whatever a model would print, with any rounding, is possible; and what is impossible, no pair of limits gives. */
    @Test
    void ratiosAndTheirLimits() {
        var random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            double logarithm = random.nextGaussian();
            double error = 0.05 + random.nextDouble();
            Rounding rounding = Rounding.values()[random.nextInt(3)];
            String claim = ratio(
                    ratioPrint(Math.exp(logarithm), rounding),
                    ratioPrint(Math.exp(logarithm - 1.959963984540054 * error), rounding),
                    ratioPrint(Math.exp(logarithm + 1.959963984540054 * error), rounding),
                    new BigDecimal(Normal.twoSidedP(logarithm / error))
                            .setScale(3, mode(rounding))
                            .toPlainString());
            if (claim.contains("'estimate': '0.00'") || claim.contains("'upper': '0.00'")) continue;
            assertThat(Questions.verdict("", claim)).as(claim).isEqualTo(Verdict.POSSIBLE);
        }
    }

    @Test
    void ratiosThatNoLimitsGive() {
        var random = new Random(SEED);
        int impossible = 0;
        for (int round = 0; round < 300; round++) {
            double lower = 0.1 + random.nextDouble();
            double upper = lower * (1.2 + 2 * random.nextDouble());
            double estimate = Math.sqrt(lower * upper) * (0.97 + 0.06 * random.nextDouble());
            String[] printed = {
                ratioPrint(estimate, Rounding.HALF_UP),
                ratioPrint(lower, Rounding.HALF_UP),
                ratioPrint(upper, Rounding.HALF_UP)
            };
            double p = 0.5 * random.nextDouble();
            String claim = ratio(printed[0], printed[1], printed[2], "%.2f".formatted(p));
            Verdict verdict = Questions.ask("{'rounding': ['HALF_UP'], 'claims': [" + claim + "]}")
                    .verdict();
            boolean found = anyLimits(printed, new BigDecimal("%.2f".formatted(p)).doubleValue());
            if (found) assertThat(verdict).as(claim).isEqualTo(Verdict.POSSIBLE);
            if (verdict == Verdict.IMPOSSIBLE) impossible++;
        }
        assertThat(impossible).isBetween(50, 299);
    }

    private static boolean anyLimits(String[] printed, double p) {
        double estimate = Double.parseDouble(printed[0]);
        for (int i = -40; i <= 40; i++)
            for (int j = -40; j <= 40; j++) {
                double lower = Double.parseDouble(printed[1]) + 0.000124 * i;
                double upper = Double.parseDouble(printed[2]) + 0.000124 * j;
                double mean = Math.sqrt(lower * upper);
                double z =
                        1.959963984540054 * (Math.log(lower) + Math.log(upper)) / (Math.log(upper) - Math.log(lower));
                if (Math.abs(mean - estimate) <= 0.00499 && Math.abs(Normal.twoSidedP(z) - p) <= 0.00499) return true;
            }
        return false;
    }

    private static String ratio(String estimate, String lower, String upper, String p) {
        return "{'kind': 'ratio', 'estimate': '%s', 'lower': '%s', 'upper': '%s', 'p': '%s'}"
                .formatted(estimate, lower, upper, p);
    }

    private static RoundingMode mode(Rounding rounding) {
        return switch (rounding) {
            case HALF_UP -> RoundingMode.HALF_UP;
            case HALF_EVEN -> RoundingMode.HALF_EVEN;
            case TRUNCATED -> RoundingMode.DOWN;
        };
    }

    private static String ratioPrint(double value, Rounding rounding) {
        return new BigDecimal(value).setScale(2, mode(rounding)).toPlainString();
    }

    /** Every subset of the places at risk is where the events were. */
    @ParameterizedTest
    @CsvSource({"1", "2", "5", "8", "11"})
    void valuesOfCurves(int n) {
        var printed = new HashSet<Integer>();
        for (int places = 0; places < 1 << n; places++) {
            double survival = 1;
            for (int r = 1; r <= n; r++) if ((places >> (r - 1) & 1) == 1) survival *= (r - 1.0) / r;
            printed.add((int) Math.floor(100 * survival + 1e-9));
            printed.add((int) Math.floor(100 * survival + 0.5 + 1e-9));
            printed.add((int) Math.rint(100 * survival));
        }
        for (int percent = 0; percent <= 100; percent++)
            assertThat(Questions.verdict("S=" + n, "{'kind': 'survival', 'of': 'S', 'percentage': '" + percent + "'}"))
                    .as(percent + " % of " + n)
                    .isEqualTo(printed.contains(percent) ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE);
    }

    /** Every day for every patient, events and censorings, ties and all, through the engine's own test. */
    @ParameterizedTest
    @CsvSource({"1,1,,", "2,2,,", "2,2,1,0", "3,2,2,1", "2,3,2,2", "3,2,,"})
    void ordersOfEvents(int n1, int n2, Integer events1, Integer events2) {
        var expected = new TreeSet<Long>();
        double[] greatest = {0};
        forEachFollowUp(n1 + n2, (days, events) -> {
            if (!agrees(events, 0, n1, events1) || !agrees(events, n1, n1 + n2, events2)) return;
            LogRank.Result result = logRank(days, events, n1);
            if (result == null || result.degreesOfFreedom() < 1) return;
            expected.add(Math.round(result.pValue() * 1e9));
            greatest[0] = Math.max(greatest[0], result.chiSquared());
        });

        var arms = new TwoArms(n1, n2, events1, events2);
        var found = new TreeSet<Long>();
        for (Ordering ordering : AllOrderings.of(arms, work()))
            if (!Double.isNaN(ordering.pValue())) found.add(Math.round(ordering.pValue() * 1e9));
        assertThat(found).isEqualTo(expected);
        if (greatest[0] == 0) return;
        assertThat(new ExtremeOrderings(arms, work()).reach(greatest[0] * 1.001))
                .isEqualTo(ExtremeOrderings.Reach.NEVER);
        assertThat(new ExtremeOrderings(arms, work()).reach(greatest[0] * 0.999))
                .isEqualTo(ExtremeOrderings.Reach.PERHAPS);
    }

    /** The greatest χ² of larger groups, found by marches, against all their orderings. */
    @ParameterizedTest
    @CsvSource({"4,4,2,2", "5,3,3,1", "4,4,,", "6,3,1,2"})
    void greatestStatistic(int n1, int n2, Integer events1, Integer events2) {
        var arms = new TwoArms(n1, n2, events1, events2);
        double least = AllOrderings.of(arms, work()).stream()
                .mapToDouble(Ordering::pValue)
                .filter(p -> !Double.isNaN(p))
                .min()
                .orElseThrow();
        double z = Normal.twoSidedQuantile(1 - least);
        assertThat(new ExtremeOrderings(arms, work()).reach(z * z * 1.001)).isEqualTo(ExtremeOrderings.Reach.NEVER);
        assertThat(new ExtremeOrderings(arms, work()).reach(z * z * 0.999)).isEqualTo(ExtremeOrderings.Reach.PERHAPS);
    }

    private interface EachFollowUp {
        void accept(int[] days, boolean[] events);
    }

    private static void forEachFollowUp(int n, EachFollowUp each) {
        int[] days = new int[n];
        int all = (int) Math.pow(n, n);
        for (int code = 0; code < all; code++) {
            for (int i = 0, rest = code; i < n; i++, rest /= n) days[i] = rest % n;
            for (int which = 0; which < 1 << n; which++) {
                boolean[] events = new boolean[n];
                for (int i = 0; i < n; i++) events[i] = (which >> i & 1) == 1;
                each.accept(days, events);
            }
        }
    }

    private static boolean agrees(boolean[] events, int from, int to, Integer wanted) {
        if (wanted == null) return true;
        int count = 0;
        for (int i = from; i < to; i++) count += events[i] ? 1 : 0;
        return count == wanted;
    }

    private static LogRank.Result logRank(int[] days, boolean[] events, int n1) {
        int[] codes = new int[days.length];
        Arrays.fill(codes, n1, codes.length, 1);
        try {
            return LogRank.test(FollowUp.ofDays(days, events), new Groups(codes, List.of("1", "2")));
        } catch (RefusedAnalysis e) {
            return null;
        }
    }
}
