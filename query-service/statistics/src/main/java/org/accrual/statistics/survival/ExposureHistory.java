package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.RefusedAnalysis.Reason;

/**
 * Rows (start, stop] made from one row per patient whose state changes, any number of times: for log-rank tests, curves
 * and Cox models of exposures that begin or end during follow-up.
 *
 * @param states of each row
 * @param patients each row's patient, a row of the follow-up that was split; ascending
 */
public record ExposureHistory(FollowUp followUp, Groups states, int[] patients) {

    /** From a time on, a patient is in a state, an index into the labels. */
    public record Change(double time, int state) {}

    /**
     * Splits each patient at every change. One on the last day or later never counted, one on day 0 counts from the start,
     * one into the state that is there already changes nothing.
     *
     * @param followUp one row per patient, without delayed entry
     * @param initial each patient's state at the origin
     * @param changes each patient's, ascending in time
     */
    public static ExposureHistory split(
            FollowUp followUp, List<String> labels, int[] initial, List<List<Change>> changes) {
        Check.sameLength(followUp.rows(), initial.length, "The column of states");
        Check.sameLength(followUp.rows(), changes.size(), "The column of changes");
        Check.argument(!followUp.delayedEntry(), "Rows are split already.");
        List<Span> spans = new ArrayList<>();
        for (int patient = 0; patient < initial.length; patient++) {
            addSpans(spans, patient, followUp, initial[patient], changes.get(patient));
        }
        return assemble(spans, labels, followUp);
    }

    private record Span(int patient, double start, double stop, boolean event, int state) {}

    private static void addSpans(List<Span> spans, int patient, FollowUp followUp, int initial, List<Change> changes) {
        double stop = followUp.stop(patient);
        double start = 0;
        double before = 0;
        int state = initial;
        for (Change change : changes) {
            requireOrdered(patient, before, change);
            before = change.time();
            if (change.state() == state || change.time() >= stop) {
                continue;
            }
            if (change.time() > start) {
                spans.add(new Span(patient, start, change.time(), false, state));
                start = change.time();
            }
            state = change.state();
        }
        spans.add(new Span(patient, start, stop, followUp.event(patient), state));
    }

    private static void requireOrdered(int patient, double before, Change change) {
        Check.finite(change.time(), "Exposure", patient);
        if (change.time() < 0) {
            throw new RefusedAnalysis(
                    Reason.NEGATIVE_TIME, "Exposure of row %d begins at %s.".formatted(patient, change.time()));
        }
        Check.argument(
                change.time() >= before,
                "Row %d changes at %s after it changed at %s.",
                patient,
                change.time(),
                before);
    }

    private static ExposureHistory assemble(List<Span> spans, List<String> labels, FollowUp followUp) {
        int n = spans.size();
        double[] starts = new double[n];
        double[] stops = new double[n];
        boolean[] events = new boolean[n];
        double[] weights = new double[n];
        int[] states = new int[n];
        int[] patients = new int[n];
        for (int i = 0; i < n; i++) {
            Span span = spans.get(i);
            starts[i] = span.start();
            stops[i] = span.stop();
            events[i] = span.event();
            weights[i] = followUp.weight(span.patient());
            states[i] = span.state();
            patients[i] = span.patient();
        }
        FollowUp intervals = FollowUp.between(starts, stops, events);
        return new ExposureHistory(
                followUp.isWeighted() ? intervals.weighted(weights) : intervals, new Groups(states, labels), patients);
    }

    /** Whether a row ends because its patient changes state, and not the observation. */
    boolean changesAfter(int row) {
        return row + 1 < patients.length && patients[row + 1] == patients[row];
    }
}
