package org.accrual.statistics.competing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Estimate;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Limits;
import org.accrual.statistics.Normal;
import org.accrual.statistics.TimeAxis;
import org.accrual.statistics.Warning;

/**
 * Competing risks: the probability of having had each cause by time t (Aalen and Johansen 1978), F_k(t) = Σ S(s−) d_k/n,
 * where S is the probability of having had none. Standard errors are those of the infinitesimal jackknife (R's
 * {@code survfit} for a multi-state outcome). One minus Kaplan–Meier with other causes censored would be too high.
 */
public final class AalenJohansen {

    private AalenJohansen() {}

    /**
     * One group's curves.
     *
     * @param times distinct times at which somebody stops, ascending
     * @param none probability of no event so far, per time
     * @param incidence per cause (in the order of the causes), per time
     */
    public record Curves(
            String label,
            int patients,
            List<String> causes,
            double[] times,
            double[] none,
            double[] noneStandardError,
            double[][] incidence,
            double[][] standardError,
            Basis basis) {

        /** Probability of a cause by time t; its limits are on the log(−log(1 − F)) scale. */
        public Estimate incidenceAt(int cause, double time, double level) {
            int place = lastPlaceUpTo(time);
            if (place < 0) {
                return new Estimate(0, 0, new Interval(0, 0));
            }
            double value = incidence[cause][place];
            double error = standardError[cause][place];
            Interval survival = Limits.LOG_LOG.around(1 - value, error, Normal.twoSidedQuantile(level));
            return new Estimate(value, error, new Interval(1 - survival.upper(), 1 - survival.lower()));
        }

        /** Probability of no event by time t. */
        public Estimate noneAt(double time, Limits limits, double level) {
            int place = lastPlaceUpTo(time);
            if (place < 0) {
                return new Estimate(1, 0, new Interval(1, 1));
            }
            return new Estimate(
                    none[place],
                    noneStandardError[place],
                    limits.around(none[place], noneStandardError[place], Normal.twoSidedQuantile(level)));
        }

        private int lastPlaceUpTo(double time) {
            int place = Arrays.binarySearch(times, time);
            return place >= 0 ? place : -place - 2;
        }
    }

    /**
     * @param followUp its events are those of any cause
     * @param causes per row 0 for censored, else 1 … number of labels; where the follow-up has an event there is a cause
     * @param causeLabels names of causes 1, 2, …
     */
    public static List<Curves> curves(FollowUp followUp, int[] causes, List<String> causeLabels, Groups groups) {
        requireCauses(followUp, causes, causeLabels);
        Check.sameLength(followUp.rows(), groups.rows(), "The group column");
        groups.requireEachOccupied();
        TimeAxis axis = TimeAxis.of(followUp);
        List<Curves> curves = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            curves.add(new Fold(followUp, axis, causes, causeLabels, groups.rowsOf(group))
                    .curves(groups.labels().get(group)));
        }
        return curves;
    }

    static void requireCauses(FollowUp followUp, int[] causes, List<String> causeLabels) {
        Check.sameLength(followUp.rows(), causes.length, "The cause column");
        Check.argument(!causeLabels.isEmpty(), "There is no cause.");
        for (int row = 0; row < causes.length; row++) {
            Check.argument(
                    causes[row] >= 0 && causes[row] <= causeLabels.size() && (causes[row] > 0) == followUp.event(row),
                    "Row %d has cause %d.",
                    row,
                    causes[row]);
        }
    }

    private static final class Fold {

        private final FollowUp followUp;
        private final TimeAxis axis;
        private final int[] causes;
        private final List<String> labels;
        private final int[] rows;
        private final int places;
        private final double[] atRisk;
        private final double[] dying;
        private final double[][] dyingOf;
        private final boolean[] occupied;
        /** S just before each place. */
        private final double[] survivalBefore;
        /** Σ d/(n(n − d)) before each place. */
        private final double[] hazardBefore;

        Fold(FollowUp followUp, TimeAxis axis, int[] causes, List<String> labels, int[] rows) {
            this.followUp = followUp;
            this.axis = axis;
            this.causes = causes;
            this.labels = labels;
            this.rows = rows;
            this.places = axis.size();
            this.atRisk = new double[places];
            this.dying = new double[places];
            this.dyingOf = new double[labels.size()][places];
            this.occupied = new boolean[places];
            this.survivalBefore = new double[places + 1];
            this.hazardBefore = new double[places + 1];
            count();
        }

        private void count() {
            double[] leaving = new double[places];
            double[] entering = new double[places + 1];
            for (int row : rows) {
                int place = axis.stopPlace[row];
                double weight = followUp.weight(row);
                occupied[place] = true;
                leaving[place] += weight;
                entering[first(row)] += weight;
                if (causes[row] > 0) {
                    dying[place] += weight;
                    dyingOf[causes[row] - 1][place] += weight;
                }
            }
            double risk = 0;
            for (int place = places - 1; place >= 0; place--) {
                risk += leaving[place];
                atRisk[place] = risk;
                risk -= entering[place];
            }
            survivalBefore[0] = 1;
            for (int place = 0; place < places; place++) {
                survivalBefore[place + 1] = survivalBefore[place];
                hazardBefore[place + 1] = hazardBefore[place];
                if (dying[place] > 0) {
                    survivalBefore[place + 1] *= (atRisk[place] - dying[place]) / atRisk[place];
                    hazardBefore[place + 1] += hazardStep(place);
                }
            }
        }

        private int first(int row) {
            return axis.firstPlace == null ? 0 : axis.firstPlace[row];
        }

        private boolean survivors(int place) {
            return atRisk[place] - dying[place] > 1e-12 * atRisk[place];
        }

        private double hazardStep(int place) {
            return survivors(place) ? dying[place] / (atRisk[place] * (atRisk[place] - dying[place])) : 0;
        }

        Curves curves(String label) {
            int[] shown = java.util.stream.IntStream.range(0, places)
                    .filter(place -> occupied[place])
                    .toArray();
            double[] times =
                    Arrays.stream(shown).mapToDouble(place -> axis.times[place]).toArray();
            double[] none = Arrays.stream(shown)
                    .mapToDouble(place -> survivalBefore[place + 1])
                    .toArray();
            double[][] incidence = new double[labels.size()][];
            double[][] errors = new double[labels.size()][];
            for (int cause = 0; cause < labels.size(); cause++) {
                double[] by = incidenceBefore(cause);
                double[] error = standardErrors(cause, by);
                incidence[cause] =
                        Arrays.stream(shown).mapToDouble(place -> by[place + 1]).toArray();
                errors[cause] =
                        Arrays.stream(shown).mapToDouble(place -> error[place]).toArray();
            }
            double[] noneErrors = noneStandardErrors();
            return new Curves(
                    label,
                    rows.length,
                    labels,
                    times,
                    none,
                    Arrays.stream(shown).mapToDouble(place -> noneErrors[place]).toArray(),
                    incidence,
                    errors,
                    basis(label));
        }

        private double[] incidenceBefore(int cause) {
            double[] before = new double[places + 1];
            for (int place = 0; place < places; place++) {
                before[place + 1] = before[place];
                if (dyingOf[cause][place] > 0) {
                    before[place + 1] += survivalBefore[place] * dyingOf[cause][place] / atRisk[place];
                }
            }
            return before;
        }

        /**
         * Row i with entry e and stop X changes F(t), while at risk, by G(t) − G(e) − H(e)(F(t) − F(e)), where G sums
         * ΔF·H − S d_k/n² and H sums d/(n(n − d)); after X by the constant reached at X, with S(X−)/n if it had this
         * cause, plus (F(t) − F(X)) times its effect on log S at X. Both are linear in G(t) and F(t), so their squares
         * add up from a few running sums.
         */
        private double[] standardErrors(int cause, double[] f) {
            double[] g = new double[places + 1];
            for (int place = 0; place < places; place++) {
                g[place + 1] = g[place];
                double d = dyingOf[cause][place];
                if (dying[place] > 0) {
                    double step = f[place + 1] - f[place];
                    g[place + 1] +=
                            step * hazardBefore[place] - survivalBefore[place] * d / (atRisk[place] * atRisk[place]);
                }
            }
            RunningSquares squares = new RunningSquares(places);
            for (int row : rows) {
                int first = first(row);
                int stop = axis.stopPlace[row];
                double h = hazardBefore[first];
                double constant = h * f[first] - g[first];
                boolean dead = causes[row] > 0;
                double onLogSurvival =
                        -h + hazardBefore[stop + 1] - (dead && survivors(stop) ? 1 / (atRisk[stop] - dying[stop]) : 0);
                double reached = g[stop + 1]
                        - h * f[stop + 1]
                        + constant
                        + (causes[row] == cause + 1 ? survivalBefore[stop] / atRisk[stop] : 0);
                squares.add(
                        followUp.weight(row),
                        first,
                        stop,
                        -h,
                        constant,
                        onLogSurvival,
                        reached - onLogSurvival * f[stop + 1]);
            }
            return squares.roots(g, f);
        }

        private double[] noneStandardErrors() {
            RunningSquares squares = new RunningSquares(places);
            for (int row : rows) {
                int first = first(row);
                int stop = axis.stopPlace[row];
                boolean dead = causes[row] > 0;
                double left = hazardBefore[stop + 1]
                        - hazardBefore[first]
                        - (dead && survivors(stop) ? 1 / (atRisk[stop] - dying[stop]) : 0);
                squares.add(followUp.weight(row), first, stop, 0, -hazardBefore[first], 0, left);
            }
            double[] errors = squares.roots(hazardBefore, new double[places + 1]);
            for (int place = 0; place < places; place++) {
                errors[place] *= survivalBefore[place + 1];
            }
            return errors;
        }

        private Basis basis(String label) {
            List<Warning> warnings = new ArrayList<>();
            for (int cause = 0; cause < labels.size(); cause++) {
                if (Arrays.stream(dyingOf[cause]).sum() == 0) {
                    warnings.add(Warning.of(
                            Warning.Kind.NO_EVENTS_IN_GROUP,
                            "Group \"%s\" has no event of cause \"%s\".",
                            label,
                            labels.get(cause)));
                }
            }
            return new Basis(
                    "Aalen–Johansen, infinitesimal jackknife variance",
                    List.of(
                            "Censoring is independent of every cause.",
                            "Each patient has one first event, of one cause."),
                    warnings);
        }
    }

    /**
     * Σ w² (value)² over rows, along time: at risk the value is G(t) + a F(t) + b, afterwards c F(t) + d.
     */
    private static final class RunningSquares {

        private final double[][] changes;

        RunningSquares(int places) {
            changes = new double[places + 1][9];
        }

        void add(double weight, int first, int stop, double a, double b, double c, double d) {
            double w = weight * weight;
            double[] atRisk = {w, w * a, w * b, w * a * a, w * a * b, w * b * b};
            for (int i = 0; i < atRisk.length; i++) {
                changes[first][i] += atRisk[i];
                changes[stop][i] -= atRisk[i];
            }
            changes[stop][6] += w * c * c;
            changes[stop][7] += w * c * d;
            changes[stop][8] += w * d * d;
        }

        double[] roots(double[] gBefore, double[] fBefore) {
            double[] sums = new double[9];
            double[] roots = new double[changes.length - 1];
            for (int place = 0; place < roots.length; place++) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += changes[place][i];
                }
                double g = gBefore[place + 1];
                double f = fBefore[place + 1];
                double atRisk =
                        g * g * sums[0] + 2 * g * (f * sums[1] + sums[2]) + f * f * sums[3] + 2 * f * sums[4] + sums[5];
                double left = f * f * sums[6] + 2 * f * sums[7] + sums[8];
                roots[place] = Math.sqrt(Math.max(0, atRisk + left));
            }
            return roots;
        }
    }
}
