package org.accrual.statistics;

import java.util.Arrays;

/**
 * The distinct times at which rows stop, ascending, and each row's place among them. Everything after works on places,
 * so that each method sorts once at most, and not at all where times are whole days.
 */
public final class TimeAxis {

    /** R's {@code sqrt(.Machine$double.eps)}: times closer than this, absolutely or relative to their mean, are tied. */
    public static final double TIE_TOLERANCE = 1.0 / (1 << 26);

    private static final int SMALL_RANGE = 1 << 16;

    public final double[] times;
    /** Per row, the place of its stop. */
    public final int[] stopPlace;
    /** Per row, the first place at which it is at risk; null without delayed entry. */
    public final int[] firstPlace;

    private TimeAxis(double[] times, int[] stopPlace, int[] firstPlace) {
        this.times = times;
        this.stopPlace = stopPlace;
        this.firstPlace = firstPlace;
    }

    public static TimeAxis of(FollowUp followUp) {
        if (followUp.delayedEntry()) {
            return ofIntervals(followUp);
        }
        return wholeAndNarrow(followUp) ? byCounting(followUp) : bySorting(followUp);
    }

    public int size() {
        return times.length;
    }

    /** How wide a range of whole numbers may be for counting to beat sorting. */
    public static long countingRange(int rows) {
        return Math.max(SMALL_RANGE, 2L * rows);
    }

    private static boolean wholeAndNarrow(FollowUp followUp) {
        long range = countingRange(followUp.rows());
        if (followUp.days() != null) {
            return followUp.lastStop() < range;
        }
        for (double time : followUp.stops()) {
            if (time != (int) time || time >= range) {
                return false;
            }
        }
        return true;
    }

    private static TimeAxis byCounting(FollowUp followUp) {
        int[] days = followUp.days();
        double[] stops = followUp.stops();
        int rows = followUp.rows();
        int[] place = new int[(int) followUp.lastStop() + 1];
        for (int row = 0; row < rows; row++) {
            place[days != null ? days[row] : (int) stops[row]] = 1;
        }
        double[] times = new double[Arrays.stream(place).sum()];
        int next = 0;
        for (int day = 0; day < place.length; day++) {
            if (place[day] == 1) {
                times[next] = day;
                place[day] = next++;
            }
        }
        int[] stopPlace = new int[rows];
        for (int row = 0; row < rows; row++) {
            stopPlace[row] = place[days != null ? days[row] : (int) stops[row]];
        }
        return new TimeAxis(times, stopPlace, null);
    }

    private static TimeAxis bySorting(FollowUp followUp) {
        double[] sorted = new double[followUp.rows()];
        for (int row = 0; row < sorted.length; row++) {
            sorted[row] = followUp.stop(row);
        }
        double[] times = mergeTies(sorted);
        int[] stopPlace = new int[followUp.rows()];
        for (int row = 0; row < stopPlace.length; row++) {
            stopPlace[row] = placeAtOrBefore(times, followUp.stop(row));
        }
        return new TimeAxis(times, stopPlace, null);
    }

    private static TimeAxis ofIntervals(FollowUp followUp) {
        double[] starts = followUp.starts();
        double[] stops = followUp.stops();
        int rows = followUp.rows();
        double[] both = Arrays.copyOf(stops, 2 * rows);
        System.arraycopy(starts, 0, both, rows, rows);
        double[] merged = mergeTies(both);
        boolean[] used = new boolean[merged.length];
        int[] stopPlace = new int[rows];
        for (int row = 0; row < rows; row++) {
            stopPlace[row] = placeAtOrBefore(merged, stops[row]);
            used[stopPlace[row]] = true;
        }
        // before[i]: how many kept times lie at or before merged time i
        int[] upTo = new int[merged.length];
        double[] times = new double[merged.length];
        int kept = 0;
        for (int i = 0; i < merged.length; i++) {
            if (used[i]) {
                times[kept++] = merged[i];
            }
            upTo[i] = kept;
        }
        int[] firstPlace = new int[rows];
        for (int row = 0; row < rows; row++) {
            int start = placeAtOrBefore(merged, starts[row]);
            Check.that(
                    start < stopPlace[row],
                    RefusedAnalysis.Reason.EMPTY_INTERVAL,
                    "Row %d is observed from %s to %s, which is no time at all.",
                    row,
                    starts[row],
                    stops[row]);
            firstPlace[row] = upTo[start];
        }
        for (int row = 0; row < rows; row++) {
            stopPlace[row] = upTo[stopPlace[row]] - 1;
        }
        return new TimeAxis(Arrays.copyOf(times, kept), stopPlace, firstPlace);
    }

    /** Sorts in place and returns the distinct times; of times within the tolerance the smallest stands for all. */
    private static double[] mergeTies(double[] values) {
        Arrays.sort(values);
        int distinct = 0;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[distinct++] = values[i];
                sum += Math.abs(values[i]);
            }
        }
        double tolerance = Math.max(TIE_TOLERANCE, TIE_TOLERANCE * (sum / distinct));
        int kept = 1;
        double previous = values[0];
        for (int i = 1; i < distinct; i++) {
            double current = values[i];
            if (current - previous > tolerance) {
                values[kept++] = current;
            }
            previous = current;
        }
        return Arrays.copyOf(values, kept);
    }

    private static int placeAtOrBefore(double[] times, double time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 2;
    }
}
