package org.accrual.statistics.regression;

import java.util.Arrays;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.TimeAxis;

/**
 * The rows of a Cox model in the order in which risk sets grow: by stratum, then backwards in time, censored before dead.
 * One walk over them hands every event time's sums to whoever needs them: likelihood, residuals, tests.
 *
 * <p>Covariates are centered and scaled to a mean deviation of 1, so that sums stay small and singularity is judged alike
 * for milligrams and years.
 */
final class RiskSets {

    final int rows;
    final int size;
    final int stratumCount;
    final TimeAxis axis;
    /** Original row of each sorted position. */
    final int[] order;
    /** Sorted: place of the stop on the time axis. */
    final int[] place;
    /** Sorted: whether the row ends with the event. */
    final boolean[] event;
    /** Sorted weights; null for none. */
    final double[] weight;
    /** First sorted position of each stratum, and the end. */
    final int[] stratumStart;
    /** Sorted, centered, scaled covariates, row by row. */
    final double[] x;

    final double[] means;
    final double[] scales;
    /** Sorted positions by stratum, then by entry backwards in time; null without delayed entry. */
    private final int[] entryOrder;
    /** Sorted: first place at risk; null without delayed entry. */
    final int[] firstPlace;

    RiskSets(FollowUp followUp, Covariates covariates, Groups strata) {
        this.rows = followUp.rows();
        this.size = covariates.size();
        this.axis = TimeAxis.of(followUp);
        this.stratumCount = strata == null ? 1 : strata.size();
        int[] codes = strata == null ? null : strata.codes();
        this.order = sortedOrder(followUp, codes);
        this.place = gather(axis.stopPlace);
        this.firstPlace = axis.firstPlace == null ? null : gather(axis.firstPlace);
        this.event = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            event[i] = followUp.event(order[i]);
        }
        this.weight = followUp.isWeighted() ? gather(followUp.weights()) : null;
        this.stratumStart = stratumStart(codes);
        this.means = new double[size];
        this.scales = new double[size];
        this.x = standardized(covariates, followUp.weights());
        this.entryOrder = firstPlace == null ? null : entryOrder();
    }

    /** One counting sort by all keys where the counters are few beside the rows, else one per key. */
    private int[] sortedOrder(FollowUp followUp, int[] codes) {
        long cells = 2L * axis.size() * stratumCount;
        return cells <= TimeAxis.countingRange(rows)
                ? sortedAtOnce(followUp, codes, (int) cells)
                : sortedKeyByKey(followUp, codes);
    }

    private int[] sortedAtOnce(FollowUp followUp, int[] codes, int cells) {
        int[] next = new int[cells + 1];
        for (int row = 0; row < rows; row++) {
            next[cell(followUp, codes, row) + 1]++;
        }
        for (int cell = 0; cell < cells; cell++) {
            next[cell + 1] += next[cell];
        }
        int[] sorted = new int[rows];
        for (int row = 0; row < rows; row++) {
            sorted[next[cell(followUp, codes, row)]++] = row;
        }
        return sorted;
    }

    private int cell(FollowUp followUp, int[] codes, int row) {
        int backwards = axis.size() - 1 - axis.stopPlace[row];
        int stratum = codes == null ? 0 : codes[row];
        return 2 * (stratum * axis.size() + backwards) + (followUp.event(row) ? 1 : 0);
    }

    /** Stable, least significant key first: event, place backwards, stratum. */
    private int[] sortedKeyByKey(FollowUp followUp, int[] codes) {
        int[] byEvent = new int[rows];
        int next = 0;
        boolean[] events = followUp.events();
        for (int row = 0; row < rows; row++) {
            if (!events[row]) {
                byEvent[next++] = row;
            }
        }
        for (int row = 0; row < rows; row++) {
            if (events[row]) {
                byEvent[next++] = row;
            }
        }
        int[] byPlace = new int[rows];
        sortDescending(byEvent, axis.stopPlace, axis.size(), byPlace);
        if (codes == null) {
            return byPlace;
        }
        sortAscending(byPlace, codes, stratumCount, byEvent);
        return byEvent;
    }

    private static void sortDescending(int[] from, int[] key, int keys, int[] to) {
        int[] next = new int[keys + 1];
        for (int row : from) {
            next[key[row]]++;
        }
        int sum = 0;
        for (int k = keys - 1; k >= 0; k--) {
            int count = next[k];
            next[k] = sum;
            sum += count;
        }
        for (int row : from) {
            to[next[key[row]]++] = row;
        }
    }

    private static void sortAscending(int[] from, int[] key, int keys, int[] to) {
        int[] next = new int[keys + 1];
        for (int row : from) {
            next[key[row] + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            next[k + 1] += next[k];
        }
        for (int row : from) {
            to[next[key[row]]++] = row;
        }
    }

    private int[] gather(int[] values) {
        int[] sorted = new int[rows];
        for (int i = 0; i < rows; i++) {
            sorted[i] = values[order[i]];
        }
        return sorted;
    }

    private double[] gather(double[] values) {
        double[] sorted = new double[rows];
        for (int i = 0; i < rows; i++) {
            sorted[i] = values[order[i]];
        }
        return sorted;
    }

    private int[] stratumStart(int[] codes) {
        int[] start = new int[stratumCount + 1];
        if (codes == null) {
            start[1] = rows;
            return start;
        }
        for (int code : codes) {
            start[code + 1]++;
        }
        for (int stratum = 0; stratum < stratumCount; stratum++) {
            start[stratum + 1] += start[stratum];
        }
        return start;
    }

    private double[] standardized(Covariates covariates, double[] weights) {
        double[] sorted = new double[rows * size];
        double total = 0;
        for (int row = 0; row < rows; row++) {
            total += weights == null ? 1 : weights[row];
        }
        for (int j = 0; j < size; j++) {
            double[] column = covariates.column(j);
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += weights == null ? column[row] : weights[row] * column[row];
            }
            double mean = sum / total;
            double deviation = 0;
            for (int row = 0; row < rows; row++) {
                double distance = Math.abs(column[row] - mean);
                deviation += weights == null ? distance : weights[row] * distance;
            }
            means[j] = mean;
            scales[j] = deviation > 0 ? total / deviation : 1;
            for (int i = 0; i < rows; i++) {
                sorted[i * size + j] = (column[order[i]] - mean) * scales[j];
            }
        }
        return sorted;
    }

    private int[] entryOrder() {
        int[] positions = new int[rows];
        for (int i = 0; i < rows; i++) {
            positions[i] = i;
        }
        int[] byEntry = new int[rows];
        sortDescending(positions, firstPlace, axis.size() + 1, byEntry);
        int[] stratumOf = new int[rows];
        for (int stratum = 0; stratum < stratumCount; stratum++) {
            Arrays.fill(stratumOf, stratumStart[stratum], stratumStart[stratum + 1], stratum);
        }
        sortAscending(byEntry, stratumOf, stratumCount, positions);
        return positions;
    }

    int largestStratum() {
        int largest = 0;
        for (int stratum = 0; stratum < stratumCount; stratum++) {
            largest = Math.max(largest, stratumStart[stratum + 1] - stratumStart[stratum]);
        }
        return largest;
    }

    /** Sorted position that is the i-th to enter, backwards in time within its stratum. */
    int entryPosition(int i) {
        return entryOrder[i];
    }

    double weight(int i) {
        return weight == null ? 1 : weight[i];
    }

    /** η = xβ on the standardized scale, per sorted position, into the given array. */
    double[] linearPredictor(double[] beta, double[] eta) {
        for (int i = 0, cell = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += beta[j] * x[cell++];
            }
            eta[i] = sum;
        }
        return eta;
    }

    /** Σ w e^η, Σ w e^η x and Σ w e^η x x' (lower triangle, row by row) over some of the rows, in one array. */
    static final class Sums {

        private final int size;
        private final double[] values;

        Sums(int size) {
            this.size = size;
            this.values = new double[1 + size + size * (size + 1) / 2];
        }

        double risk() {
            return values[0];
        }

        double x(int j) {
            return values[1 + j];
        }

        double xx(int cell) {
            return values[1 + size + cell];
        }

        private void clear() {
            Arrays.fill(values, 0);
        }

        private void add(Sums other) {
            for (int i = 0; i < values.length; i++) {
                values[i] += other.values[i];
            }
        }
    }

    /** One event time of one stratum: what the likelihood and all residuals are made of. */
    static final class EventTime {

        int stratum;
        int place;
        /** Events, unweighted. */
        int deaths;
        /** Σ w over the dead. */
        double deathWeight;
        /** Σ w η over the dead. */
        double deathEta;
        /** Σ w x over the dead. */
        final double[] deathX;
        /** Over all at risk but the dead. */
        final Sums others;
        /** Over the dead. */
        final Sums dead;

        EventTime(int size) {
            this.deathX = new double[size];
            this.others = new Sums(size);
            this.dead = new Sums(size);
        }

        private void mergeDeaths() {
            others.add(dead);
            dead.clear();
            deaths = 0;
            deathWeight = 0;
            deathEta = 0;
            Arrays.fill(deathX, 0);
        }
    }

    interface Visitor {
        void at(EventTime time);
    }

    /**
     * Visits every event time, stratum by stratum, backwards in time.
     *
     * @param eta linear predictor per sorted position
     * @return false if a risk score overflowed, so that nothing visited can be trusted
     */
    boolean walk(double[] eta, Visitor visitor) {
        EventTime time = new EventTime(size);
        boolean finite = true;
        for (int stratum = 0; stratum < stratumCount; stratum++) {
            time.stratum = stratum;
            time.others.clear();
            finite &= walkStratum(time, eta, visitor);
        }
        return finite;
    }

    private boolean walkStratum(EventTime time, double[] eta, Visitor visitor) {
        int end = stratumStart[time.stratum + 1];
        int leaving = stratumStart[time.stratum];
        int i = stratumStart[time.stratum];
        while (i < end) {
            time.place = place[i];
            int dead = i;
            while (dead < end && place[dead] == time.place && !event[dead]) {
                dead++;
            }
            int next = dead;
            while (next < end && place[next] == time.place) {
                next++;
            }
            addRisk(time.others, i, dead, eta);
            if (next > dead) {
                addDeaths(time, dead, next, eta);
                if (entryOrder != null) {
                    leaving = removeNotYetEntered(time, eta, leaving, end);
                }
                visitor.at(time);
                time.mergeDeaths();
            }
            i = next;
        }
        return Double.isFinite(time.others.risk());
    }

    private int removeNotYetEntered(EventTime time, double[] eta, int from, int end) {
        int leaving = from;
        while (leaving < end && firstPlace[entryOrder[leaving]] > time.place) {
            int gone = entryOrder[leaving++];
            addOne(time.others.values, gone, -StrictMath.exp(eta[gone]) * weight(gone));
        }
        return leaving;
    }

    private void addDeaths(EventTime time, int from, int to, double[] eta) {
        time.deaths = to - from;
        for (int i = from; i < to; i++) {
            double w = weight(i);
            time.deathWeight += w;
            time.deathEta += w * eta[i];
            for (int j = 0; j < size; j++) {
                time.deathX[j] += w * x[i * size + j];
            }
        }
        addRisk(time.dead, from, to, eta);
    }

    private void addRisk(Sums sums, int from, int to, double[] eta) {
        if (size == 1) {
            addRiskOfOne(sums.values, from, to, eta);
        } else if (size == 2) {
            addRiskOfTwo(sums.values, from, to, eta);
        } else {
            for (int i = from; i < to; i++) {
                addOne(sums.values, i, StrictMath.exp(eta[i]) * weight(i));
            }
        }
    }

    private void addOne(double[] sums, int i, double risk) {
        int base = i * size;
        sums[0] += risk;
        for (int j = 0, cell = 1 + size; j < size; j++) {
            double rx = risk * x[base + j];
            sums[1 + j] += rx;
            for (int k = 0; k <= j; k++) {
                sums[cell++] += rx * x[base + k];
            }
        }
    }

    /** As {@link #addOne} for one covariate, with the sums in registers. */
    private void addRiskOfOne(double[] sums, int from, int to, double[] eta) {
        double s = sums[0];
        double s1 = sums[1];
        double s11 = sums[2];
        for (int i = from; i < to; i++) {
            double risk = StrictMath.exp(eta[i]) * weight(i);
            double rx = risk * x[i];
            s += risk;
            s1 += rx;
            s11 += rx * x[i];
        }
        sums[0] = s;
        sums[1] = s1;
        sums[2] = s11;
    }

    /** As {@link #addOne} for two covariates, with the sums in registers. */
    private void addRiskOfTwo(double[] sums, int from, int to, double[] eta) {
        double s = sums[0];
        double s1 = sums[1];
        double s2 = sums[2];
        double s11 = sums[3];
        double s21 = sums[4];
        double s22 = sums[5];
        for (int i = from; i < to; i++) {
            double risk = StrictMath.exp(eta[i]) * weight(i);
            double x1 = x[2 * i];
            double x2 = x[2 * i + 1];
            double rx1 = risk * x1;
            double rx2 = risk * x2;
            s += risk;
            s1 += rx1;
            s2 += rx2;
            s11 += rx1 * x1;
            s21 += rx2 * x1;
            s22 += rx2 * x2;
        }
        sums[0] = s;
        sums[1] = s1;
        sums[2] = s2;
        sums[3] = s11;
        sums[4] = s21;
        sums[5] = s22;
    }

    /** Weights of zero would make a death without likelihood: refused, as R does. */
    static void requirePositiveWeights(FollowUp followUp) {
        for (int row = 0; followUp.isWeighted() && row < followUp.rows(); row++) {
            Check.that(
                    followUp.weight(row) > 0,
                    Reason.INVALID_WEIGHT,
                    "Weight of row %d is %s; a Cox model needs weights above 0.",
                    row,
                    followUp.weight(row));
        }
    }
}
