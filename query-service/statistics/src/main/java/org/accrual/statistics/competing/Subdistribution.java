package org.accrual.statistics.competing;

import org.accrual.statistics.Covariates;
import org.accrual.statistics.Newton;
import org.accrual.statistics.Standardized;
import org.accrual.statistics.TimeAxis;

/**
 * The risk sets of Fine and Gray (1999): whoever had a competing event stays at risk with weight G(t−)/G(T−), where G is
 * the Kaplan–Meier curve of the censoring. At each time t with d events of the cause, S0 = Σ w e^{xβ}, S1 = Σ w x e^{xβ},
 * S2 = Σ w xx' e^{xβ} over those at risk; ties as Breslow has them.
 */
final class Subdistribution implements Newton.Likelihood {

    final Standardized x;
    final TimeAxis axis;
    final int[] causes;
    final int cause;
    /** G(t−) by place. */
    final double[] censoringBefore;
    /** Everyone whose time is this place's or later. */
    final int[] atRisk;
    /** Censored at each place. */
    final int[] censored;
    /** Events of the cause at each place. */
    final int[] events;

    private final int size;
    private final int cells;

    Subdistribution(TimeAxis axis, int[] causes, int cause, Covariates covariates) {
        this.x = Standardized.of(covariates);
        this.axis = axis;
        this.causes = causes;
        this.cause = cause;
        this.size = covariates.size();
        this.cells = 1 + size + size * (size + 1) / 2;
        this.atRisk = new int[axis.size()];
        this.censored = new int[axis.size()];
        this.events = new int[axis.size()];
        this.censoringBefore = new double[axis.size()];
        count();
    }

    private void count() {
        for (int row = 0; row < causes.length; row++) {
            int place = axis.stopPlace[row];
            atRisk[place]++;
            censored[place] += causes[row] == 0 ? 1 : 0;
            events[place] += causes[row] == cause ? 1 : 0;
        }
        for (int place = axis.size() - 2; place >= 0; place--) {
            atRisk[place] += atRisk[place + 1];
        }
        double g = 1;
        for (int place = 0; place < axis.size(); place++) {
            censoringBefore[place] = g;
            g *= (double) (atRisk[place] - censored[place]) / atRisk[place];
        }
    }

    boolean competing(int row) {
        return causes[row] != 0 && causes[row] != cause;
    }

    /** G(T−) of a row. */
    double weightBase(int row) {
        return censoringBefore[axis.stopPlace[row]];
    }

    /** S0, S1 and the lower half of S2 by place; null where the cause has no event. */
    double[][] sums(double[] risks) {
        double[][] ofPlace = new double[axis.size()][cells];
        double[][] past = new double[axis.size()][cells];
        for (int row = 0; row < risks.length; row++) {
            int place = axis.stopPlace[row];
            add(ofPlace[place], row, risks[row]);
            if (competing(row)) {
                add(past[place], row, risks[row] / weightBase(row));
            }
        }
        for (int place = axis.size() - 2; place >= 0; place--) {
            addAll(ofPlace[place], ofPlace[place + 1], 1);
        }
        double[] before = new double[cells];
        for (int place = 0; place < axis.size(); place++) {
            addAll(ofPlace[place], before, censoringBefore[place]);
            addAll(before, past[place], 1);
        }
        return ofPlace;
    }

    private void add(double[] sums, int row, double risk) {
        sums[0] += risk;
        for (int j = 0, cell = 1 + size; j < size; j++) {
            double rx = risk * x.at(row, j);
            sums[1 + j] += rx;
            for (int k = 0; k <= j; k++) {
                sums[cell++] += rx * x.at(row, k);
            }
        }
    }

    private static void addAll(double[] sums, double[] others, double factor) {
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] += factor * others[cell];
        }
    }

    @Override
    public Newton.Point at(double[] beta) {
        double[] risks = x.risks(beta);
        double value = 0;
        double[] gradient = new double[size];
        for (int row = 0; row < risks.length; row++) {
            if (causes[row] == cause) {
                value += StrictMath.log(risks[row]);
                for (int j = 0; j < size; j++) {
                    gradient[j] += x.at(row, j);
                }
            }
        }
        double[][] sums = sums(risks);
        double[][] information = new double[size][size];
        for (int place = 0; place < sums.length; place++) {
            int d = events[place];
            if (d > 0) {
                double[] s = sums[place];
                value -= d * StrictMath.log(s[0]);
                for (int j = 0, cell = 1 + size; j < size; j++) {
                    double mean = s[1 + j] / s[0];
                    gradient[j] -= d * mean;
                    for (int k = 0; k <= j; k++) {
                        information[j][k] += d * (s[cell++] / s[0] - mean * s[1 + k] / s[0]);
                    }
                }
            }
        }
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
            }
        }
        return new Newton.Point(value, gradient, information);
    }

    /** Breslow's increments d/S0 by place. */
    double[] hazard(double[][] sums) {
        double[] hazard = new double[sums.length];
        for (int place = 0; place < hazard.length; place++) {
            hazard[place] = events[place] == 0 ? 0 : events[place] / sums[place][0];
        }
        return hazard;
    }
}
