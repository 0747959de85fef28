package org.accrual.statistics.survival;

import java.util.Arrays;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Estimate;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Limits;
import org.accrual.statistics.Normal;
import org.accrual.statistics.TimeAxis;

/**
 * A Kaplan–Meier curve: one entry per distinct time at which somebody of the group stops, ascending. Counts are sums of
 * weights, plain counts without weights.
 *
 * @param label the group
 * @param patients rows of the group
 * @param times unit of the follow-up
 * @param atRisk just before each time
 * @param events at each time
 * @param censored at each time (after the events)
 * @param survival S(t), right-continuous
 * @param standardError of S(t) itself: Greenwood, or the infinitesimal jackknife with fractional weights; NaN where S = 0
 *     by Greenwood
 * @param cumulativeHazard Nelson–Aalen
 * @param hazardStandardError of the cumulative hazard
 * @param entries who entered when, for the numbers at risk; null without delayed entry
 * @param basis method, assumptions, warnings
 */
public record SurvivalCurve(
        String label,
        int patients,
        double[] times,
        double[] atRisk,
        double[] events,
        double[] censored,
        double[] survival,
        double[] standardError,
        double[] cumulativeHazard,
        double[] hazardStandardError,
        Entries entries,
        Basis basis) {

    /** Tolerance within which R takes S(t) for exactly p. */
    private static final double FLAT_TOLERANCE = TimeAxis.TIE_TOLERANCE;

    /**
     * Delayed entries: distinct start times, ascending, and the weight that has entered up to and including each.
     */
    public record Entries(double[] times, double[] cumulative) {}

    /**
     * A quantile of the time to event and its limits; NaN where the curve, or the limit's curve, never gets there.
     *
     * @param probability fraction with the event: 0.5 for the median
     */
    public record Quantile(double probability, double value, Interval limits) {
        public boolean reached() {
            return !Double.isNaN(value);
        }
    }

    /** S(t) with its standard error and limits; before the first time S = 1. */
    public Estimate survivalAt(double time, Limits limits, double level) {
        int place = lastPlaceUpTo(time);
        return place < 0 ? new Estimate(1, 0, new Interval(1, 1)) : at(place, limits, level);
    }

    /** S at a place of {@link #times()}, with limits. */
    public Estimate at(int place, Limits limits, double level) {
        double z = Normal.twoSidedQuantile(level);
        return new Estimate(
                survival[place], standardError[place], limits.around(survival[place], standardError[place], z));
    }

    /** Limits along the whole curve, as {@code [lower, upper]}, each as long as {@link #times()}. */
    public double[][] band(Limits limits, double level) {
        double z = Normal.twoSidedQuantile(level);
        double[][] band = new double[2][times.length];
        for (int place = 0; place < times.length; place++) {
            Interval interval = limits.around(survival[place], standardError[place], z);
            band[0][place] = interval.lower();
            band[1][place] = interval.upper();
        }
        return band;
    }

    /**
     * How many are under observation just before each asked time: start {@literal <} t ≤ stop; at t = 0 those who start
     * there. The row below a curve.
     */
    public double[] atRiskAt(double... asked) {
        double[] counts = new double[asked.length];
        for (int i = 0; i < asked.length; i++) {
            counts[i] =
                    entries == null ? atRiskWithoutEntries(asked[i]) : enteredBefore(asked[i]) - leftBefore(asked[i]);
        }
        return counts;
    }

    private double atRiskWithoutEntries(double time) {
        int place = firstPlaceFrom(time);
        return place < times.length ? atRisk[place] : 0;
    }

    private double enteredBefore(double time) {
        int place = Arrays.binarySearch(entries.times(), time);
        int entered = place >= 0 ? place : -place - 1;
        if (time == 0 && place >= 0) {
            entered++;
        }
        return entered == 0 ? 0 : entries.cumulative()[entered - 1];
    }

    private double leftBefore(double time) {
        double left = 0;
        for (int place = 0; place < times.length && times[place] < time; place++) {
            left += events[place] + censored[place];
        }
        return left;
    }

    /** Median time to event with Brookmeyer–Crowley limits. */
    public Quantile median(Limits limits, double level) {
        return quantile(0.5, limits, level);
    }

    /**
     * The first time with S {@literal <} 1 − p, or the middle of the flat stretch where S = 1 − p exactly; its limits
     * are where the limits of S cross 1 − p (Brookmeyer and Crowley 1982; R's {@code quantile.survfit}).
     */
    public Quantile quantile(double probability, Limits limits, double level) {
        Check.argument(probability > 0 && probability < 1, "The probability %s is not between 0 and 1.", probability);
        double[][] band = band(limits, level);
        return new Quantile(
                probability,
                crossing(survival, probability),
                new Interval(crossing(band[0], probability), crossing(band[1], probability)));
    }

    /**
     * Where 1 − curve reaches p: the mean of the time where it does within the tolerance and the time where it exceeds
     * it by more. A limit's curve need not be monotone; the smallest value that is large enough counts, as in R.
     */
    private double crossing(double[] curve, double probability) {
        int within = smallestReaching(curve, probability - FLAT_TOLERANCE);
        if (within < 0) {
            return Double.NaN;
        }
        int beyond = smallestReaching(curve, probability + FLAT_TOLERANCE);
        if (beyond >= 0) {
            return (times[within] + times[beyond]) / 2;
        }
        double last = 1 - curve[curve.length - 1];
        return Math.abs(probability - last) < FLAT_TOLERANCE
                ? (times[within] + times[times.length - 1]) / 2
                : Double.NaN;
    }

    private int smallestReaching(double[] curve, double threshold) {
        int found = -1;
        for (int place = 0; place < curve.length; place++) {
            double fallen = 1 - curve[place];
            if (fallen >= threshold && (found < 0 || fallen < 1 - curve[found])) {
                found = place;
            }
        }
        return found;
    }

    /** Last time at which somebody of the group stops. */
    public double lastTime() {
        return times[times.length - 1];
    }

    public double totalEvents() {
        double total = 0;
        for (double count : events) {
            total += count;
        }
        return total;
    }

    private int lastPlaceUpTo(double time) {
        int place = Arrays.binarySearch(times, time);
        return place >= 0 ? place : -place - 2;
    }

    private int firstPlaceFrom(double time) {
        int place = Arrays.binarySearch(times, time);
        return place >= 0 ? place : -place - 1;
    }
}
