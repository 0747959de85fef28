package org.accrual.statistics.competing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.LinearSystem;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.TimeAxis;
import org.accrual.statistics.Warning;

/**
 * Gray's test (1988) that the cumulative incidence of a cause is the same in all groups: a log-rank test on the hazard of
 * the subdistribution. The variance is Gray's own, as in {@code cuminc} of R's cmprsk.
 */
public final class GrayTest {

    private GrayTest() {}

    /** One line per cause. */
    public record Result(List<Line> lines, Basis basis) {}

    public record Line(String cause, double chiSquared, int degreesOfFreedom, double pValue) {}

    /**
     * @param causes per row 0 for censored, else 1 … number of labels
     */
    public static Result test(FollowUp followUp, int[] causes, List<String> causeLabels, Groups groups) {
        AalenJohansen.requireCauses(followUp, causes, causeLabels);
        Check.sameLength(followUp.rows(), groups.rows(), "The group column");
        Check.argument(!followUp.delayedEntry(), "Gray's test takes no delayed entry.");
        Check.that(!followUp.isWeighted(), Reason.INVALID_WEIGHT, "Gray's test takes no case weights.");
        Check.that(groups.size() >= 2, Reason.ONE_GROUP, "A comparison needs two groups at least.");
        groups.requireEachOccupied();
        TimeAxis axis = TimeAxis.of(followUp);
        List<Line> lines = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        for (int cause = 1; cause <= causeLabels.size(); cause++) {
            String label = causeLabels.get(cause - 1);
            lines.add(new Sums(axis, causes, cause, groups).line(label));
            warnAboutEmptyGroups(warnings, causes, cause, label, groups);
        }
        return new Result(
                List.copyOf(lines),
                new Basis(
                        "Gray's test",
                        List.of(
                                "Censoring is independent of every cause.",
                                "Most powerful against proportional hazards of the subdistribution."),
                        warnings));
    }

    private static void warnAboutEmptyGroups(
            List<Warning> warnings, int[] causes, int cause, String label, Groups groups) {
        int[] events = new int[groups.size()];
        for (int row = 0; row < causes.length; row++) {
            events[groups.codes()[row]] += causes[row] == cause ? 1 : 0;
        }
        for (int group = 0; group < events.length; group++) {
            if (events[group] == 0) {
                warnings.add(Warning.of(
                        Warning.Kind.NO_EVENTS_IN_GROUP,
                        "Group \"%s\" has no event of cause \"%s\".",
                        groups.labels().get(group),
                        label));
            }
        }
    }

    /**
     * Score and variance for one cause, in the names of Gray's paper: h_i = n_i/S_i(t−) is what the risk set would be
     * without the other causes, F the pooled and F_i the groups' incidence.
     */
    private static final class Sums {

        private final int groups;
        private final int[][] ofCause;
        private final int[][] ofOthers;
        private final int[][] leaving;
        private final int[] atRisk;
        private final double[] survivalBefore;
        private final double[] survival;
        private final double[] incidenceBefore;
        private final double[] incidence;
        private double pooledBefore;
        private double pooled;
        private final double[] score;
        private final double[][] variance;
        private final double[][] a;
        private final double[][] c;
        private final double[][] cross;
        private final double[] own;

        Sums(TimeAxis axis, int[] causes, int cause, Groups grouping) {
            groups = grouping.size();
            ofCause = new int[axis.size()][groups];
            ofOthers = new int[axis.size()][groups];
            leaving = new int[axis.size()][groups];
            atRisk = grouping.counts();
            for (int row = 0; row < causes.length; row++) {
                int place = axis.stopPlace[row];
                int group = grouping.codes()[row];
                leaving[place][group]++;
                if (causes[row] == cause) {
                    ofCause[place][group]++;
                } else if (causes[row] > 0) {
                    ofOthers[place][group]++;
                }
            }
            survivalBefore = ones(groups);
            survival = ones(groups);
            incidenceBefore = new double[groups];
            incidence = new double[groups];
            score = new double[groups];
            variance = new double[groups][groups];
            a = new double[groups][groups];
            c = new double[groups][groups];
            cross = new double[groups][groups];
            own = new double[groups];
            for (int place = 0; place < axis.size(); place++) {
                time(place);
            }
            finishVariance();
        }

        private static double[] ones(int size) {
            double[] ones = new double[size];
            Arrays.fill(ones, 1);
            return ones;
        }

        private void time(int place) {
            int events = Arrays.stream(ofCause[place]).sum();
            int others = Arrays.stream(ofOthers[place]).sum();
            if (events + others > 0) {
                eventTime(ofCause[place], ofOthers[place], events, others);
            }
            for (int i = 0; i < groups; i++) {
                atRisk[i] -= leaving[place][i];
                incidenceBefore[i] = incidence[i];
                survivalBefore[i] = survival[i];
            }
            pooledBefore = pooled;
        }

        private void eventTime(int[] dead, int[] deadOfOthers, int events, int others) {
            double h = 0;
            double r = 0;
            for (int i = 0; i < groups; i++) {
                if (atRisk[i] > 0) {
                    survival[i] = survivalBefore[i] * (atRisk[i] - dead[i] - deadOfOthers[i]) / atRisk[i];
                    incidence[i] = incidenceBefore[i] + survivalBefore[i] * dead[i] / atRisk[i];
                    h += atRisk[i] / survivalBefore[i];
                    r += atRisk[i] * (1 - incidenceBefore[i]) / survivalBefore[i];
                }
            }
            pooled = pooledBefore + events / h;
            addToCovariances(events, h);
            for (int i = 0; i < groups; i++) {
                if (atRisk[i] > 0) {
                    score[i] += dead[i] - events * atRisk[i] * (1 - incidenceBefore[i]) / (survivalBefore[i] * r);
                }
            }
            if (events > 0) {
                addVarianceOfCause(events, h);
            }
            if (others > 0) {
                addVarianceOfOthers(deadOfOthers);
            }
        }

        private void addToCovariances(int events, double h) {
            for (int i = 0; i < groups; i++) {
                double share = atRisk[i] > 0 ? atRisk[i] / survivalBefore[i] : 0;
                for (int j = 0; j < groups; j++) {
                    double other = atRisk[j] > 0 ? atRisk[j] / survivalBefore[j] : 0;
                    a[i][j] = i == j ? share * (1 - share / h) : -share * other / h;
                    c[i][j] += a[i][j] * events / (h * (1 - pooledBefore));
                }
            }
        }

        private void addVarianceOfCause(int events, double h) {
            for (int k = 0; k < groups; k++) {
                if (atRisk[k] <= 0) {
                    continue;
                }
                double t4 = survival[k] > 0 ? 1 - (1 - pooled) / survival[k] : 1;
                double t5 = events > 1 ? 1 - (events - 1) / (h * survivalBefore[k] - 1) : 1;
                double t3 = t5 * survivalBefore[k] * events / (h * atRisk[k]);
                own[k] += t4 * t4 * t3;
                for (int i = 0; i < groups; i++) {
                    double t1 = a[i][k] - t4 * c[i][k];
                    cross[i][k] += t1 * t4 * t3;
                    for (int j = 0; j < groups; j++) {
                        variance[i][j] += t1 * (a[j][k] - t4 * c[j][k]) * t3;
                    }
                }
            }
        }

        private void addVarianceOfOthers(int[] dead) {
            for (int k = 0; k < groups; k++) {
                if (survival[k] <= 0 || dead[k] <= 0) {
                    continue;
                }
                double t4 = (1 - pooled) / survival[k];
                double t5 = dead[k] > 1 ? 1 - (dead[k] - 1.0) / (atRisk[k] - 1.0) : 1;
                double t3 = t5 * survivalBefore[k] * survivalBefore[k] * dead[k] / ((double) atRisk[k] * atRisk[k]);
                own[k] += t4 * t4 * t3;
                for (int i = 0; i < groups; i++) {
                    double t1 = t4 * c[i][k];
                    cross[i][k] -= t1 * t4 * t3;
                    for (int j = 0; j < groups; j++) {
                        variance[i][j] += t1 * t4 * c[j][k] * t3;
                    }
                }
            }
        }

        private void finishVariance() {
            for (int i = 0; i < groups; i++) {
                for (int j = 0; j < groups; j++) {
                    for (int k = 0; k < groups; k++) {
                        variance[i][j] += c[i][k] * c[j][k] * own[k] + c[i][k] * cross[j][k] + c[j][k] * cross[i][k];
                    }
                }
            }
        }

        Line line(String cause) {
            int size = groups - 1;
            double[][] v = new double[size][];
            for (int i = 0; i < size; i++) {
                v[i] = Arrays.copyOf(variance[i], size);
            }
            LinearSystem system = LinearSystem.of(v);
            if (system.singular()) {
                return new Line(cause, Double.NaN, size, Double.NaN);
            }
            double chiSquared = system.quadraticForm(Arrays.copyOf(score, size));
            return new Line(cause, chiSquared, size, Normal.chiSquaredP(chiSquared, size));
        }
    }
}
