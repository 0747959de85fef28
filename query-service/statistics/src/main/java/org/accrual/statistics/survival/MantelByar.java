package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.RefusedAnalysis.Reason;

/**
 * The log-rank test of an exposure that begins during follow-up (Mantel and Byar 1974): each patient counts as unexposed
 * until the exposure begins, as exposed after. It answers what the naive comparison of "ever exposed" against "never"
 * cannot, since that one gives the exposed the time that they had to survive first.
 */
public final class MantelByar {

    private MantelByar() {}

    /**
     * @param observed events while exposed
     * @param expected while exposed, if exposure made no difference
     */
    public record Result(
            double observed, double expected, double variance, double chiSquared, double pValue, Basis basis) {}

    /**
     * @param intervals (start, stop], one row per exposure state of a patient
     * @param exposed whether the row is exposed
     */
    public static Result test(FollowUp intervals, boolean[] exposed) {
        Check.sameLength(intervals.rows(), exposed.length, "The exposure column");
        int[] codes = new int[exposed.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = exposed[row] ? 1 : 0;
        }
        LogRank.Result test = LogRank.test(intervals, new Groups(codes, List.of("unexposed", "exposed")));
        return new Result(
                test.observed()[1],
                test.expected()[1],
                test.variance()[1][1],
                test.chiSquared(),
                test.pValue(),
                new Basis(
                        "Mantel–Byar test",
                        List.of(
                                Basis.INDEPENDENT_CENSORING,
                                "What leads to the exposure does not itself foretell the outcome.",
                                "The exposure acts from its first day and does not wear off."),
                        test.basis().warnings()));
    }

    /** Rows (start, stop] made from one row per patient. */
    public record Intervals(FollowUp followUp, boolean[] exposed, int[] patients) {}

    /**
     * Splits each patient at the begin of the exposure. An exposure on the last day or later never counted; one on day 0
     * counts from the start.
     *
     * @param followUp one row per patient, without delayed entry
     * @param exposureTimes NaN for never
     */
    public static Intervals split(FollowUp followUp, double[] exposureTimes) {
        Check.sameLength(followUp.rows(), exposureTimes.length, "The exposure time column");
        Check.argument(!followUp.delayedEntry(), "Rows are split already.");
        List<double[]> spans = new ArrayList<>();
        List<Integer> patients = new ArrayList<>();
        for (int row = 0; row < followUp.rows(); row++) {
            double begin = exposureTimes[row];
            double stop = followUp.stop(row);
            if (begin < 0) {
                throw new RefusedAnalysis(
                        Reason.NEGATIVE_TIME, "Exposure of row %d begins at %s.".formatted(row, begin));
            }
            double event = followUp.event(row) ? 1 : 0;
            if (Double.isNaN(begin) || begin >= stop) {
                spans.add(new double[] {0, stop, event, 0});
                patients.add(row);
                continue;
            }
            if (begin > 0) {
                spans.add(new double[] {0, begin, 0, 0});
                patients.add(row);
            }
            spans.add(new double[] {begin, stop, event, 1});
            patients.add(row);
        }
        return intervals(spans, patients);
    }

    private static Intervals intervals(List<double[]> spans, List<Integer> patients) {
        int n = spans.size();
        double[] starts = new double[n];
        double[] stops = new double[n];
        boolean[] events = new boolean[n];
        boolean[] exposed = new boolean[n];
        for (int i = 0; i < n; i++) {
            starts[i] = spans.get(i)[0];
            stops[i] = spans.get(i)[1];
            events[i] = spans.get(i)[2] == 1;
            exposed[i] = spans.get(i)[3] == 1;
        }
        return new Intervals(
                FollowUp.between(starts, stops, events),
                exposed,
                patients.stream().mapToInt(Integer::intValue).toArray());
    }
}
