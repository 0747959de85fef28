package org.accrual.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Limits;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.survival.SurvivalCurve;

/**
 * {@code deploy/bench analyze}: Kaplan–Meier, log-rank, stratified log-rank and a stratified Cox model with two
 * covariates, on a million rows in memory. Beside R's times and answers where R ran before; then from 10⁴ to 10⁷ rows of
 * our own, to show how time and memory grow.
 */
public final class BenchAnalyze {

    private static final int MILLION = 1_000_000;
    /** So that compiled code is timed, as R's is. */
    private static final int WARM_UPS = 5;

    /** The fastest counts, on both sides: what else the machine does only ever adds. */
    private static final int RUNS = 5;

    private static final long SEED = 20260725;
    private static final int[] SIZES = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final double LEVEL = 0.95;
    private static final double[] ASKED_DAYS = {365, 730, 1826, 3652};

    private BenchAnalyze() {}

    private record Analysis(String name, Function<Rows, double[]> run) {}

    private record Timing(double seconds, double firstSeconds, double bytesPerRow, double[] answer) {}

    private static final List<Analysis> ANALYSES = List.of(
            new Analysis("survfit", BenchAnalyze::kaplanMeier),
            new Analysis("survdiff", rows -> logRank(rows, false)),
            new Analysis("survdiff strata", rows -> logRank(rows, true)),
            new Analysis("coxph strata", BenchAnalyze::cox));

    /** No argument: ours alone. Two: the rows that R wrote, and what R printed. */
    public static void main(String[] arguments) throws IOException {
        boolean besideR = arguments.length == 2;
        Rows rows = besideR ? Rows.read(Path.of(arguments[0]), MILLION) : Rows.draw(MILLION, SEED);
        Map<String, String> r = besideR ? readLines(Path.of(arguments[1])) : Map.of();
        print("rows", "%d", rows.size());
        if (besideR) {
            print("R", "%s", r.getOrDefault("R", "?"));
        }
        List<String> ratios = new ArrayList<>();
        for (Analysis analysis : ANALYSES) {
            Timing ours = time(analysis, rows, RUNS);
            String name = analysis.name();
            print(name + " seconds", "%.4f (first, cold: %.3f)", ours.seconds(), ours.firstSeconds());
            print(name + " bytes allocated per row", "%.1f", ours.bytesPerRow());
            if (besideR) {
                double seconds = Double.parseDouble(r.get(name + " seconds"));
                print(name + " seconds of R", "%.3f", seconds);
                print(
                        name + " worst relative difference from R",
                        "%.1e",
                        worstDifference(ours.answer(), numbers(r.get(name + " answer"))));
                ratios.add(String.format(Locale.ROOT, "%s vs R: %.1f", name, seconds / ours.seconds()));
            }
        }
        growth();
        ratios.forEach(System.out::println);
    }

    private static void growth() {
        for (int size : SIZES) {
            Rows rows = Rows.draw(size, SEED);
            for (Analysis analysis : ANALYSES) {
                Timing timing = time(analysis, rows, 3);
                print(
                        "%s, %d rows".formatted(analysis.name(), size),
                        "%.4f seconds, %.1f ns and %.1f bytes per row",
                        timing.seconds(),
                        timing.seconds() / size * 1e9,
                        timing.bytesPerRow());
            }
        }
    }

    private static Timing time(Analysis analysis, Rows rows, int runs) {
        double first = once(analysis, rows);
        for (int i = 0; i < WARM_UPS && rows.size() <= MILLION; i++) {
            once(analysis, rows);
        }
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < runs; i++) {
            fastest = Math.min(fastest, once(analysis, rows));
        }
        long before = allocatedBytes();
        double[] answer = analysis.run().apply(rows);
        double bytes = (allocatedBytes() - before) / (double) rows.size();
        return new Timing(fastest, first, bytes, answer);
    }

    private static double once(Analysis analysis, Rows rows) {
        System.gc();
        long start = System.nanoTime();
        var _ = analysis.run().apply(rows);
        return (System.nanoTime() - start) / 1e9;
    }

    /** All that this thread ever allocated: an upper bound of what an analysis holds at any one time. */
    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static FollowUp followUp(Rows rows) {
        return FollowUp.ofDays(rows.days(), rows.status());
    }

    private static double[] kaplanMeier(Rows rows) {
        List<SurvivalCurve> curves = KaplanMeier.curves(followUp(rows), Groups.of(rows.group()));
        List<Double> survival = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        List<double[]> medians = new ArrayList<>();
        for (SurvivalCurve curve : curves) {
            for (double day : ASKED_DAYS) {
                var estimate = curve.survivalAt(day, Limits.LOG, LEVEL);
                survival.add(estimate.value());
                errors.add(estimate.standardError());
            }
            var median = curve.median(Limits.LOG, LEVEL);
            medians.add(new double[] {
                median.value(), median.limits().lower(), median.limits().upper()
            });
        }
        survival.addAll(errors);
        for (int i = 0; i < 3; i++) {
            for (double[] median : medians) {
                survival.add(median[i]);
            }
        }
        return survival.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] logRank(Rows rows, boolean stratified) {
        LogRank.Result result =
                LogRank.test(followUp(rows), Groups.of(rows.group()), stratified ? Groups.of(rows.center()) : null, 0);
        return new double[] {
            result.observed()[0], result.observed()[1], result.expected()[0], result.expected()[1], result.chiSquared()
        };
    }

    private static double[] cox(Rows rows) {
        CoxFit fit = CoxModel.fit(
                followUp(rows),
                Covariates.ofRows(rows.size()).numeric("group", rows.exposed()).numeric("age", rows.age()),
                CoxModel.Options.usual().stratified(Groups.of(rows.center())));
        CoxFit.Coefficient first = fit.coefficients().get(0);
        CoxFit.Coefficient second = fit.coefficients().get(1);
        return new double[] {
            first.coefficient(),
            second.coefficient(),
            first.standardError(),
            second.standardError(),
            fit.logLikelihoodAtZero(),
            fit.logLikelihood(),
            fit.scoreTest().statistic(),
            fit.concordance().value(),
            fit.concordance().standardError()
        };
    }

    private static double worstDifference(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalStateException(ours.length + " numbers beside " + theirs.length);
        }
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            double difference = Math.abs(ours[i] - theirs[i]) / Math.abs(theirs[i]);
            worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
        }
        return worst;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static Map<String, String> readLines(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return values;
    }

    private static void print(String name, String format, Object... values) {
        System.out.println(name + ": " + String.format(Locale.ROOT, format, values));
    }
}
