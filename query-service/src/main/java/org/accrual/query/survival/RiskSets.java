package org.accrual.query.survival;

import java.util.Arrays;
import org.accrual.query.survival.RefusedAnalysis.Reason;

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

    /** One event time of one stratum: what the likelihood and all residuals are made of. */
    static final class EventTime {

        final int size;
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
        /** Σ w e^η over all at risk but the dead. */
        double risk;
        /** Σ w e^η over the dead. */
        double deathRisk;
        /** Σ w e^η x, likewise. */
        final double[] riskX;

        final double[] deathRiskX;
        /** Σ w e^η x x', lower triangle row by row. */
        final double[] riskXx;

        final double[] deathRiskXx;

        EventTime(int size) {
            this.size = size;
            this.deathX = new double[size];
            this.riskX = new double[size];
            this.deathRiskX = new double[size];
            this.riskXx = new double[size * (size + 1) / 2];
            this.deathRiskXx = new double[size * (size + 1) / 2];
        }

        private void clearRisk() {
            risk = 0;
            Arrays.fill(riskX, 0);
            Arrays.fill(riskXx, 0);
        }

        private void clearDeaths() {
            deaths = 0;
            deathWeight = 0;
            deathEta = 0;
            deathRisk = 0;
            Arrays.fill(deathX, 0);
            Arrays.fill(deathRiskX, 0);
            Arrays.fill(deathRiskXx, 0);
        }

        private void mergeDeaths() {
            risk += deathRisk;
            for (int j = 0; j < size; j++) {
                riskX[j] += deathRiskX[j];
            }
            for (int j = 0; j < riskXx.length; j++) {
                riskXx[j] += deathRiskXx[j];
            }
            clearDeaths();
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
            time.clearRisk();
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
            for (; i < end && place[i] == time.place; i++) {
                if (event[i]) {
                    addDeath(time, i, eta[i]);
                } else {
                    addRisk(time, i, eta[i], 1);
                }
            }
            if (time.deaths > 0) {
                if (entryOrder != null) {
                    leaving = removeNotYetEntered(time, eta, leaving, end);
                }
                visitor.at(time);
                time.mergeDeaths();
            }
        }
        return Double.isFinite(time.risk);
    }

    private int removeNotYetEntered(EventTime time, double[] eta, int from, int end) {
        int leaving = from;
        while (leaving < end && firstPlace[entryOrder[leaving]] > time.place) {
            int gone = entryOrder[leaving++];
            addRisk(time, gone, eta[gone], -1);
        }
        return leaving;
    }

    private void addRisk(EventTime time, int i, double eta, int sign) {
        double risk = sign * StrictMath.exp(eta) * weight(i);
        time.risk += risk;
        int base = i * size;
        for (int j = 0, cell = 0; j < size; j++) {
            double rx = risk * x[base + j];
            time.riskX[j] += rx;
            for (int k = 0; k <= j; k++) {
                time.riskXx[cell++] += rx * x[base + k];
            }
        }
    }

    private void addDeath(EventTime time, int i, double eta) {
        double w = weight(i);
        double risk = StrictMath.exp(eta) * w;
        time.deaths++;
        time.deathWeight += w;
        time.deathEta += w * eta;
        time.deathRisk += risk;
        int base = i * size;
        for (int j = 0, cell = 0; j < size; j++) {
            double value = x[base + j];
            double rx = risk * value;
            time.deathX[j] += w * value;
            time.deathRiskX[j] += rx;
            for (int k = 0; k <= j; k++) {
                time.deathRiskXx[cell++] += rx * x[base + k];
            }
        }
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
