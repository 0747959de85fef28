package org.accrual.statistics;

import org.accrual.statistics.RefusedAnalysis.Reason;

/**
 * Who was observed from when until when, and how it ended: one row per patient, or per interval (start, stop] of a
 * patient. Events precede censorings at equal times. The arrays are used as they are, never copied or changed.
 *
 * <p>Whole days are best: they are compared exactly. Fractional times that differ by less than 1.5e-8 of their mean
 * are one time, as R's {@code aeqSurv} has it, so that sums of months do not split ties.
 */
public final class FollowUp {

    private final int[] days;
    private final double[] stops;
    private final double[] starts;
    private final boolean[] events;
    private final double[] weights;

    private FollowUp(int[] days, double[] stops, double[] starts, boolean[] events, double[] weights) {
        this.days = days;
        this.stops = stops;
        this.starts = starts;
        this.events = events;
        this.weights = weights;
    }

    /** Whole days since the time origin, at least 0. */
    public static FollowUp ofDays(int[] days, boolean[] events) {
        Check.that(days.length > 0, Reason.NO_PATIENTS, "There is nobody to analyze.");
        Check.sameLength(days.length, events.length, "The event column");
        for (int row = 0; row < days.length; row++) {
            if (days[row] < 0) {
                throw negative(days[row], row);
            }
        }
        return new FollowUp(days, null, null, events, null);
    }

    /** Times since the time origin in any unit, at least 0. */
    public static FollowUp of(double[] times, boolean[] events) {
        Check.that(times.length > 0, Reason.NO_PATIENTS, "There is nobody to analyze.");
        Check.sameLength(times.length, events.length, "The event column");
        for (int row = 0; row < times.length; row++) {
            Check.finite(times[row], "Time", row);
            if (times[row] < 0) {
                throw negative(times[row], row);
            }
        }
        return new FollowUp(null, times, null, events, null);
    }

    /** Intervals (start, stop]: delayed entry, or a covariate that changes; a row is at risk strictly after its start. */
    public static FollowUp between(double[] starts, double[] stops, boolean[] events) {
        of(stops, events);
        Check.sameLength(stops.length, starts.length, "The start column");
        for (int row = 0; row < starts.length; row++) {
            Check.finite(starts[row], "Start", row);
            if (starts[row] < 0) {
                throw negative(starts[row], row);
            }
            if (starts[row] >= stops[row]) {
                throw new RefusedAnalysis(
                        Reason.EMPTY_INTERVAL,
                        "Row %d is observed from %s to %s.".formatted(row, starts[row], stops[row]));
            }
        }
        return new FollowUp(null, stops, starts, events, null);
    }

    /** The same rows with case weights, at least 0 and not all 0. */
    public FollowUp weighted(double[] caseWeights) {
        Check.sameLength(rows(), caseWeights.length, "The weight column");
        double total = 0;
        for (int row = 0; row < caseWeights.length; row++) {
            Check.finite(caseWeights[row], "Weight", row);
            if (caseWeights[row] < 0) {
                throw new RefusedAnalysis(
                        Reason.INVALID_WEIGHT, "Weight of row %d is %s.".formatted(row, caseWeights[row]));
            }
            total += caseWeights[row];
        }
        Check.that(total > 0, Reason.INVALID_WEIGHT, "All weights are zero.");
        return new FollowUp(days, stops, starts, events, caseWeights);
    }

    private static RefusedAnalysis negative(Number time, int row) {
        return new RefusedAnalysis(Reason.NEGATIVE_TIME, "Time of row %d is %s.".formatted(row, time));
    }

    public int rows() {
        return events.length;
    }

    public double stop(int row) {
        return days != null ? days[row] : stops[row];
    }

    public double start(int row) {
        return starts != null ? starts[row] : 0;
    }

    public boolean event(int row) {
        return events[row];
    }

    public double weight(int row) {
        return weights != null ? weights[row] : 1;
    }

    /** Whether rows carry their own start. */
    public boolean delayedEntry() {
        return starts != null;
    }

    public boolean isWeighted() {
        return weights != null;
    }

    /** Weights that are not whole numbers are no counts of patients: variances then have to be robust. */
    public boolean fractionalWeights() {
        if (weights == null) {
            return false;
        }
        for (double weight : weights) {
            if (weight != Math.floor(weight)) {
                return true;
            }
        }
        return false;
    }

    public int eventCount() {
        int count = 0;
        for (boolean event : events) {
            count += event ? 1 : 0;
        }
        return count;
    }

    double lastStop() {
        double last = 0;
        for (int row = 0; row < rows(); row++) {
            last = Math.max(last, stop(row));
        }
        return last;
    }

    /** The same follow-up with the other ending: for the reverse Kaplan–Meier estimate of follow-up. */
    public FollowUp reversed() {
        boolean[] reversed = new boolean[events.length];
        for (int row = 0; row < reversed.length; row++) {
            reversed[row] = !events[row];
        }
        return new FollowUp(days, stops, starts, reversed, weights);
    }

    /** The same follow-up in which only the given rows end with the event: one cause of several, say. */
    public FollowUp endingWith(boolean[] otherEvents) {
        Check.sameLength(rows(), otherEvents.length, "The event column");
        return new FollowUp(days, stops, starts, otherEvents, weights);
    }

    /** A selection of rows, in the order given. */
    public FollowUp select(int[] rows) {
        Check.that(rows.length > 0, Reason.NO_PATIENTS, "There is nobody to analyze.");
        int n = rows.length;
        int[] selectedDays = days == null ? null : new int[n];
        double[] selectedStops = stops == null ? null : new double[n];
        double[] selectedStarts = starts == null ? null : new double[n];
        double[] selectedWeights = weights == null ? null : new double[n];
        boolean[] selectedEvents = new boolean[n];
        for (int i = 0; i < n; i++) {
            int row = rows[i];
            selectedEvents[i] = events[row];
            if (selectedDays != null) {
                selectedDays[i] = days[row];
            }
            if (selectedStops != null) {
                selectedStops[i] = stops[row];
            }
            if (selectedStarts != null) {
                selectedStarts[i] = starts[row];
            }
            if (selectedWeights != null) {
                selectedWeights[i] = weights[row];
            }
        }
        return new FollowUp(selectedDays, selectedStops, selectedStarts, selectedEvents, selectedWeights);
    }

    int[] days() {
        return days;
    }

    double[] stops() {
        return stops;
    }

    double[] starts() {
        return starts;
    }

    public boolean[] events() {
        return events;
    }

    public double[] weights() {
        return weights;
    }
}
