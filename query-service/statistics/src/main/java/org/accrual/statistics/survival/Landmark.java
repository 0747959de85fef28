package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;

/**
 * A landmark analysis (Anderson, Cain and Gelber 1983): patients still under observation at time L are grouped by what
 * had happened up to L, and followed from L on. What happens later does not change the group.
 *
 * @param time L, unit of the follow-up
 * @param rows original rows that are kept: those with a time strictly greater than L
 * @param followUp of the kept rows, counted from L
 * @param groups of the kept rows: exposed if the exposure began at L or before
 * @param leftOut rows whose observation ended by L
 */
public record Landmark(double time, int[] rows, FollowUp followUp, Groups groups, int leftOut, Basis basis) {

    /**
     * @param exposureTimes NaN for never
     * @param labels of the unexposed and the exposed
     */
    public static Landmark at(double time, FollowUp followUp, double[] exposureTimes, List<String> labels) {
        Check.sameLength(followUp.rows(), exposureTimes.length, "The exposure time column");
        Check.argument(Double.isFinite(time) && time >= 0, "The landmark %s is not a time.", time);
        Check.argument(!followUp.delayedEntry(), "A landmark needs one row per patient, from the origin on.");
        int[] rows = IntStream.range(0, followUp.rows())
                .filter(row -> followUp.stop(row) > time)
                .toArray();
        Check.that(rows.length > 0, Reason.NOBODY_AT_LANDMARK, "Nobody is under observation after %s.", time);
        double[] after = new double[rows.length];
        boolean[] events = new boolean[rows.length];
        int[] codes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            after[i] = followUp.stop(rows[i]) - time;
            events[i] = followUp.event(rows[i]);
            codes[i] = exposureTimes[rows[i]] <= time ? 1 : 0;
        }
        int leftOut = followUp.rows() - rows.length;
        return new Landmark(
                time, rows, FollowUp.of(after, events), new Groups(codes, labels), leftOut, basis(time, leftOut, rows));
    }

    private static Basis basis(double time, int leftOut, int[] rows) {
        List<Warning> warnings = new ArrayList<>();
        if (leftOut > rows.length) {
            warnings.add(Warning.of(
                    Warning.Kind.SMALL_SAMPLE,
                    "The landmark at %s leaves out %d of %d patients.",
                    time,
                    leftOut,
                    leftOut + rows.length));
        }
        return new Basis(
                "Landmark analysis at " + time,
                List.of(
                        Basis.INDEPENDENT_CENSORING,
                        "The landmark was chosen before the outcomes were seen.",
                        "The result holds for those who reach the landmark."),
                warnings);
    }
}
