package org.accrual.statistics;

import java.util.Arrays;

/**
 * Newton's method with step halving for a log likelihood of standardized covariates, from a given start. It ends where no
 * coefficient moves any more; where the likelihood rests while a coefficient still moves, that one goes to infinity.
 */
public final class Newton {

    /** On the standardized scale, where covariates deviate by 1 on average. */
    private static final double STANDS_STILL = 1e-11;

    /** A step this large from a likelihood at rest is no rounding: the maximum lies at infinity. */
    private static final double STILL_MOVING = 1e-3;

    private static final double AT_REST = 1e-13;
    private static final double LARGEST_STEP = 5;

    /** Of the slope at the start of a step, what may be left at its end. */
    private static final double FLAT = 0.1;

    private static final int MAX_ITERATIONS = 200;
    private static final int MAX_HALVINGS = 40;

    private Newton() {}

    /** The log likelihood at one β, its gradient, and the matrix that stands for minus its second derivative. */
    public record Point(double value, double[] gradient, double[][] information) {

        boolean usable() {
            return Double.isFinite(value)
                    && Arrays.stream(gradient).allMatch(Double::isFinite)
                    && Arrays.stream(information)
                            .flatMapToDouble(Arrays::stream)
                            .allMatch(Double::isFinite);
        }
    }

    public interface Likelihood {
        Point at(double[] beta);
    }

    /**
     * @param diverging coefficients that were still moving when the likelihood stood still
     */
    public record Maximum(
            double[] beta,
            Point start,
            Point point,
            LinearSystem informationAtStart,
            LinearSystem information,
            int iterations,
            boolean converged,
            boolean[] diverging) {

        /** A covariate that says nothing even at the start repeats others, or never varies within a risk set. */
        public boolean collinear(int j) {
            return informationAtStart.redundant(j);
        }

        /** One whose information vanished on the way, or that was still moving. */
        public boolean separated(int j) {
            return !collinear(j) && (information.redundant(j) || diverging[j]);
        }
    }

    public static Maximum maximize(Likelihood likelihood, double[] start) {
        return maximize(likelihood, start, new boolean[start.length]);
    }

    /**
     * @param fixed coefficients that stay where they start
     */
    public static Maximum maximize(Likelihood likelihood, double[] start, boolean[] fixed) {
        final Point first = likelihood.at(start);
        final LinearSystem informationAtStart = system(first, fixed);
        double[] beta = start;
        Point point = first;
        LinearSystem information = informationAtStart;
        double[] step = step(information, point, fixed);
        boolean converged = largest(step) <= STANDS_STILL;
        boolean resting = false;
        int iteration = 0;
        while (!converged && !(resting && largest(step) > STILL_MOVING) && iteration++ < MAX_ITERATIONS) {
            Trial trial = along(likelihood, beta, point, step);
            if (trial == null) {
                break;
            }
            resting = Math.abs(trial.point().value() - point.value()) <= rounding(point);
            beta = trial.beta();
            point = trial.point();
            information = system(point, fixed);
            step = step(information, point, fixed);
            converged = largest(step) <= STANDS_STILL;
        }
        boolean[] diverging = new boolean[beta.length];
        for (int j = 0; j < diverging.length; j++) {
            diverging[j] = !converged && Math.abs(step[j]) > STILL_MOVING;
        }
        return new Maximum(beta, first, point, informationAtStart, information, iteration, converged, diverging);
    }

    private record Trial(double[] beta, Point point) {}

    /**
     * A step in a direction, halved until the likelihood does not fall; null if it always does. Where the matrix is not the
     * likelihood's own curvature the step is too long or too short: then the slope at its end says how long it should be.
     */
    private static Trial along(Likelihood likelihood, double[] from, Point point, double[] step) {
        double floor = point.value() - rounding(point);
        double length = 1;
        Trial trial = trial(likelihood, from, step, length);
        for (int halving = 0; !reaches(trial, floor) && halving < MAX_HALVINGS; halving++) {
            length /= 2;
            trial = trial(likelihood, from, step, length);
        }
        if (!reaches(trial, floor)) {
            return null;
        }
        double slope = product(point.gradient(), step);
        double slopeAtEnd = product(trial.point().gradient(), step);
        if (Math.abs(slopeAtEnd) <= FLAT * slope) {
            return trial;
        }
        double better = slopeAtEnd < slope / 2 ? length * slope / (slope - slopeAtEnd) : 2 * length;
        Trial other = trial(likelihood, from, step, better);
        return reaches(other, trial.point().value() - rounding(point)) ? other : trial;
    }

    private static Trial trial(Likelihood likelihood, double[] from, double[] step, double length) {
        double[] beta = moved(from, step, length);
        return new Trial(beta, likelihood.at(beta));
    }

    private static boolean reaches(Trial trial, double value) {
        return trial.point().usable() && trial.point().value() >= value;
    }

    /** Near the top, rounding alone makes the likelihood fall. */
    private static double rounding(Point point) {
        return AT_REST * Math.abs(point.value());
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    /** A row and column of zeros is redundant: its coefficient stays. */
    private static LinearSystem system(Point point, boolean[] fixed) {
        double[][] free = new double[fixed.length][fixed.length];
        for (int j = 0; j < fixed.length; j++) {
            for (int k = 0; k < fixed.length; k++) {
                free[j][k] = fixed[j] || fixed[k] ? 0 : point.information()[j][k];
            }
        }
        return LinearSystem.of(free);
    }

    private static double[] step(LinearSystem information, Point point, boolean[] fixed) {
        double[] gradient = point.gradient().clone();
        for (int j = 0; j < fixed.length; j++) {
            if (fixed[j]) {
                gradient[j] = 0;
            }
        }
        double[] step = information.solve(gradient);
        double largest = largest(step);
        for (int j = 0; largest > LARGEST_STEP && j < step.length; j++) {
            step[j] *= LARGEST_STEP / largest;
        }
        return step;
    }

    private static double largest(double[] step) {
        double largest = 0;
        for (double value : step) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] moved(double[] from, double[] step, double length) {
        double[] to = from.clone();
        for (int j = 0; j < to.length; j++) {
            to[j] += length * step[j];
        }
        return to;
    }
}
