package org.accrual.statistics.survival;

import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;

/**
 * The log-rank test of an exposure that begins during follow-up (Mantel and Byar 1974): each patient counts as unexposed
 * until the exposure begins, as exposed after. It answers what the naive comparison of "ever exposed" against "never"
 * cannot, since that one gives the exposed the time that they had to survive first.
 */
public final class MantelByar {

    private static final List<String> STATES = List.of("unexposed", "exposed");
    private static final int EXPOSED = 1;

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
            codes[row] = exposed[row] ? EXPOSED : 0;
        }
        LogRank.Result test = LogRank.test(intervals, new Groups(codes, STATES));
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
        List<List<ExposureHistory.Change>> changes = Arrays.stream(exposureTimes)
                .mapToObj(begin -> Double.isNaN(begin)
                        ? List.<ExposureHistory.Change>of()
                        : List.of(new ExposureHistory.Change(begin, EXPOSED)))
                .toList();
        ExposureHistory history = ExposureHistory.split(followUp, STATES, new int[followUp.rows()], changes);
        boolean[] exposed = new boolean[history.patients().length];
        for (int row = 0; row < exposed.length; row++) {
            exposed[row] = history.states().codes()[row] == EXPOSED;
        }
        return new Intervals(history.followUp(), exposed, history.patients());
    }
}
