package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.TimeAxis;
import org.accrual.statistics.Warning;

/**
 * The product-limit estimate (Kaplan and Meier 1958): S(t) = Π (1 − d/n) over event times up to t, with Greenwood's
 * variance S² Σ d/(n(n − d)), and the Nelson–Aalen hazard Σ d/n with variance Σ d/n². Rows may enter late and carry
 * weights. With weights that are no whole numbers the variances are those of the infinitesimal jackknife, as in R's
 * {@code survfit}.
 */
public final class KaplanMeier {

    private static final int SMALL_GROUP = 10;

    private KaplanMeier() {}

    /** One curve for everyone. */
    public static SurvivalCurve curve(FollowUp followUp) {
        return curves(followUp, Groups.one(followUp.rows(), "all")).getFirst();
    }

    /** One curve per group, in the order of the labels; a group without patients is refused. */
    public static List<SurvivalCurve> curves(FollowUp followUp, Groups groups) {
        Check.sameLength(followUp.rows(), groups.rows(), "The group column");
        groups.requireEachOccupied();
        TimeAxis axis = TimeAxis.of(followUp);
        boolean robust = followUp.fractionalWeights();
        int[][] rowsOf = rowsByGroup(groups);
        List<SurvivalCurve> curves = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            curves.add(new Fold(followUp, axis, rowsOf[group], robust)
                    .curve(groups.labels().get(group)));
        }
        return curves;
    }

    /**
     * The estimate of follow-up itself (Schemper and Smith 1996): deaths censor, censorings count as events.
     */
    public static List<SurvivalCurve> reverse(FollowUp followUp, Groups groups) {
        return curves(followUp.reversed(), groups).stream()
                .map(curve -> withMethod(curve, "Reverse Kaplan–Meier (follow-up)"))
                .toList();
    }

    private static SurvivalCurve withMethod(SurvivalCurve curve, String method) {
        Basis basis = new Basis(
                method,
                List.of("The end of observation is independent of the outcome."),
                curve.basis().warnings());
        return new SurvivalCurve(
                curve.label(),
                curve.patients(),
                curve.times(),
                curve.atRisk(),
                curve.events(),
                curve.censored(),
                curve.survival(),
                curve.standardError(),
                curve.cumulativeHazard(),
                curve.hazardStandardError(),
                curve.entries(),
                basis);
    }

    /** Row numbers by group, ascending; null stands for all rows, to spare the copy. */
    private static int[][] rowsByGroup(Groups groups) {
        int[][] rows = new int[groups.size()][];
        if (groups.size() == 1) {
            return rows;
        }
        int[] counts = groups.counts();
        for (int group = 0; group < rows.length; group++) {
            rows[group] = new int[counts[group]];
        }
        int[] next = new int[rows.length];
        int[] codes = groups.codes();
        for (int row = 0; row < codes.length; row++) {
            rows[codes[row]][next[codes[row]]++] = row;
        }
        return rows;
    }

    /** One group's counts per place of the time axis, then the products over them. */
    private static final class Fold {

        private final FollowUp followUp;
        private final TimeAxis axis;
        private final int[] rows;
        private final boolean robust;
        private final int patients;
        private final int[] stopping;
        private final double[] leaving;
        private final double[] dying;
        private final double[] entering;

        Fold(FollowUp followUp, TimeAxis axis, int[] rows, boolean robust) {
            this.followUp = followUp;
            this.axis = axis;
            this.rows = rows;
            this.robust = robust;
            this.patients = rows == null ? followUp.rows() : rows.length;
            this.stopping = new int[axis.size()];
            this.leaving = new double[axis.size()];
            this.dying = new double[axis.size()];
            this.entering = axis.firstPlace == null ? null : new double[axis.size()];
            count();
        }

        private int row(int i) {
            return rows == null ? i : rows[i];
        }

        private void count() {
            int[] stopPlace = axis.stopPlace;
            boolean[] events = followUp.events();
            double[] weights = followUp.weights();
            for (int i = 0; i < patients; i++) {
                int row = row(i);
                int place = stopPlace[row];
                double weight = weights == null ? 1 : weights[row];
                stopping[place]++;
                leaving[place] += weight;
                if (events[row]) {
                    dying[place] += weight;
                }
                if (entering != null) {
                    entering[axis.firstPlace[row]] += weight;
                }
            }
        }

        SurvivalCurve curve(String label) {
            int[] places = occupiedPlaces();
            int size = places.length;
            double[] atRisk = atRisk(places);
            double[] times = new double[size];
            double[] events = new double[size];
            double[] censored = new double[size];
            double[] survival = new double[size];
            double[] hazard = new double[size];
            double s = 1;
            double h = 0;
            for (int i = 0; i < size; i++) {
                int place = places[i];
                times[i] = axis.times[place];
                events[i] = dying[place];
                censored[i] = stopping[place] == 0 ? 0 : censoredAt(place);
                if (events[i] > 0) {
                    s *= (atRisk[i] - events[i]) / atRisk[i];
                    h += events[i] / atRisk[i];
                }
                survival[i] = s;
                hazard[i] = h;
            }
            double[] standardError = new double[size];
            double[] hazardError = new double[size];
            if (robust) {
                jackknife(places, atRisk, survival, standardError, hazardError);
            } else {
                greenwood(atRisk, events, survival, standardError, hazardError);
            }
            return new SurvivalCurve(
                    label,
                    patients,
                    times,
                    atRisk,
                    events,
                    censored,
                    survival,
                    standardError,
                    hazard,
                    hazardError,
                    entries(),
                    basis(label, atRisk, events, survival));
        }

        /** Leaving minus dying would leave a rounding residue with fractional weights; nobody censored is exactly 0. */
        private double censoredAt(int place) {
            double difference = leaving[place] - dying[place];
            return Math.abs(difference) < 1e-12 * leaving[place] ? 0 : difference;
        }

        private int[] occupiedPlaces() {
            int[] places = new int[axis.size()];
            int size = 0;
            for (int place = 0; place < stopping.length; place++) {
                if (stopping[place] > 0) {
                    places[size++] = place;
                }
            }
            return Arrays.copyOf(places, size);
        }

        private double[] atRisk(int[] places) {
            double[] atRisk = new double[places.length];
            double risk = 0;
            int i = places.length - 1;
            for (int place = axis.size() - 1; place >= 0; place--) {
                risk += leaving[place];
                if (i >= 0 && places[i] == place) {
                    atRisk[i--] = risk;
                }
                if (entering != null) {
                    risk -= entering[place];
                }
            }
            return atRisk;
        }

        private static void greenwood(
                double[] atRisk, double[] events, double[] survival, double[] standardError, double[] hazardError) {
            double greenwood = 0;
            double poisson = 0;
            for (int i = 0; i < atRisk.length; i++) {
                if (events[i] > 0) {
                    greenwood += events[i] / (atRisk[i] * (atRisk[i] - events[i]));
                    poisson += events[i] / (atRisk[i] * atRisk[i]);
                }
                standardError[i] = survival[i] == 0 ? Double.NaN : survival[i] * Math.sqrt(greenwood);
                hazardError[i] = Math.sqrt(poisson);
            }
        }

        /**
         * Infinitesimal jackknife: row i with weight w changes S(t) by −S(t) w (dN/(n − d) − ∫ dH), with H = Σ d/(n(n − d))
         * over its time at risk up to t, and the hazard by w (dN/n − ∫ dG), with G = Σ d/n². The sum of squares over rows
         * is kept as sums over those who left and, for those at risk, of w², w²H(entry) and w²H(entry)², so that the
         * whole curve costs one pass.
         */
        private void jackknife(
                int[] places, double[] atRisk, double[] survival, double[] standardError, double[] hazardError) {
            double[] survivalSteps = new double[axis.size()];
            double[] hazardSteps = new double[axis.size()];
            double[] survivalJump = new double[axis.size()];
            double[] hazardJump = new double[axis.size()];
            for (int i = 0; i < places.length; i++) {
                int place = places[i];
                double d = dying[place];
                double n = atRisk[i];
                if (d > 0) {
                    boolean survivors = n - d > 1e-12 * n;
                    survivalSteps[place] = survivors ? d / (n * (n - d)) : 0;
                    survivalJump[place] = survivors ? 1 / (n - d) : 0;
                    hazardSteps[place] = d / (n * n);
                    hazardJump[place] = 1 / n;
                }
            }
            double[] survivalSquares = squares(places, survivalSteps, survivalJump);
            double[] hazardSquares = squares(places, hazardSteps, hazardJump);
            for (int i = 0; i < places.length; i++) {
                standardError[i] = survival[i] * Math.sqrt(survivalSquares[i]);
                hazardError[i] = Math.sqrt(hazardSquares[i]);
            }
        }

        private double[] squares(int[] places, double[] steps, double[] jump) {
            int size = axis.size();
            double[] upTo = new double[size + 1];
            for (int place = 0; place < size; place++) {
                upTo[place + 1] = upTo[place] + steps[place];
            }
            double[] leftSquares = new double[size];
            double[] enterW = new double[size + 1];
            double[] enterWh = new double[size + 1];
            double[] enterWhh = new double[size + 1];
            double[] leaveW = new double[size + 1];
            double[] leaveWh = new double[size + 1];
            double[] leaveWhh = new double[size + 1];
            for (int i = 0; i < patients; i++) {
                int row = row(i);
                int stop = axis.stopPlace[row];
                int first = axis.firstPlace == null ? 0 : axis.firstPlace[row];
                double w2 = followUp.weight(row) * followUp.weight(row);
                double entry = upTo[first];
                double change = (followUp.event(row) ? jump[stop] : 0) - (upTo[stop + 1] - entry);
                leftSquares[stop] += w2 * change * change;
                enterW[first] += w2;
                enterWh[first] += w2 * entry;
                enterWhh[first] += w2 * entry * entry;
                leaveW[stop] += w2;
                leaveWh[stop] += w2 * entry;
                leaveWhh[stop] += w2 * entry * entry;
            }
            double[] result = new double[places.length];
            double left = 0;
            double w = 0;
            double wh = 0;
            double whh = 0;
            int next = 0;
            for (int place = 0; place < size; place++) {
                w += enterW[place] - leaveW[place];
                wh += enterWh[place] - leaveWh[place];
                whh += enterWhh[place] - leaveWhh[place];
                left += leftSquares[place];
                if (next < places.length && places[next] == place) {
                    double h = upTo[place + 1];
                    result[next++] = Math.max(0, left + h * h * w - 2 * h * wh + whh);
                }
            }
            return result;
        }

        private SurvivalCurve.Entries entries() {
            if (!followUp.delayedEntry()) {
                return null;
            }
            double[][] startAndWeight = new double[patients][];
            for (int i = 0; i < patients; i++) {
                startAndWeight[i] = new double[] {followUp.start(row(i)), followUp.weight(row(i))};
            }
            Arrays.sort(startAndWeight, (a, b) -> Double.compare(a[0], b[0]));
            double[] times = new double[patients];
            double[] cumulative = new double[patients];
            int size = 0;
            double sum = 0;
            for (double[] entry : startAndWeight) {
                if (size == 0 || times[size - 1] != entry[0]) {
                    size++;
                }
                sum += entry[1];
                times[size - 1] = entry[0];
                cumulative[size - 1] = sum;
            }
            return new SurvivalCurve.Entries(Arrays.copyOf(times, size), Arrays.copyOf(cumulative, size));
        }

        private Basis basis(String label, double[] atRisk, double[] events, double[] survival) {
            List<Warning> warnings = new ArrayList<>();
            if (survival[survival.length - 1] == 1) {
                warnings.add(Warning.of(
                        Warning.Kind.NO_EVENTS_IN_GROUP, "Group \"%s\" has no event: its curve stays at 1.", label));
            }
            if (patients < SMALL_GROUP) {
                warnings.add(
                        Warning.of(Warning.Kind.SMALL_SAMPLE, "Group \"%s\" has %d patients only.", label, patients));
            }
            for (int i = 0; i < atRisk.length - 1; i++) {
                if (atRisk[i] > 0 && events[i] == atRisk[i]) {
                    warnings.add(Warning.of(
                            Warning.Kind.EMPTY_RISK_SET,
                            "In group \"%s\" everyone at risk had the event while others were yet to enter: the curve stays at 0.",
                            label));
                    break;
                }
            }
            String variance = robust ? "infinitesimal jackknife variance" : "Greenwood variance";
            return new Basis("Kaplan–Meier, " + variance, assumptions(), warnings);
        }

        private List<String> assumptions() {
            List<String> assumptions = new ArrayList<>(List.of(Basis.INDEPENDENT_CENSORING));
            assumptions.add("Events precede censorings at equal times.");
            if (followUp.delayedEntry()) {
                assumptions.add("Entry is independent of the outcome; nobody counts before the own entry.");
            }
            if (followUp.isWeighted()) {
                assumptions.add("Weights are right: what they balance is all that confounds.");
            }
            return assumptions;
        }
    }
}
