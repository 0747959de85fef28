package org.accrual.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Brent's root finder (Brent 1973, chapter 4, {@code zeroin}), step for step as in R's {@code uniroot}, so that with
 * R's loose tolerance it stops where R stops, and with a tight one at the root.
 */
public final class Brent {

    /** R's default for uniroot: {@code .Machine$double.eps^0.25}. */
    public static final double TOLERANCE_OF_R = StrictMath.pow(2, -13);

    /** Down to the last bits of the root. */
    public static final double TIGHT = 0;

    private static final int MAX_STEPS = 1000;
    private static final double EPSILON = StrictMath.ulp(1.0);

    private Brent() {}

    public static double root(DoubleUnaryOperator f, double lower, double upper, double tolerance) {
        double a = lower;
        double b = upper;
        double fa = f.applyAsDouble(a);
        double fb = f.applyAsDouble(b);
        if (fa == 0) {
            return a;
        }
        if (fb == 0) {
            return b;
        }
        double c = a;
        double fc = fa;
        for (int step = 0; step <= MAX_STEPS; step++) {
            final double previous = b - a;
            if (Math.abs(fc) < Math.abs(fb)) {
                a = b;
                b = c;
                c = a;
                fa = fb;
                fb = fc;
                fc = fa;
            }
            double actualTolerance = 2 * EPSILON * Math.abs(b) + tolerance / 2;
            double next = (c - b) / 2;
            if (Math.abs(next) <= actualTolerance || fb == 0) {
                return b;
            }
            if (Math.abs(previous) >= actualTolerance && Math.abs(fa) > Math.abs(fb)) {
                next = interpolate(a, b, c, fa, fb, fc, previous, next, actualTolerance);
            }
            if (Math.abs(next) < actualTolerance) {
                next = next > 0 ? actualTolerance : -actualTolerance;
            }
            a = b;
            fa = fb;
            b += next;
            fb = f.applyAsDouble(b);
            if ((fb > 0 && fc > 0) || (fb < 0 && fc < 0)) {
                c = a;
                fc = fa;
            }
        }
        throw new IllegalStateException("No root between " + lower + " and " + upper);
    }

    private static double interpolate(
            double a,
            double b,
            double c,
            double fa,
            double fb,
            double fc,
            double previous,
            double bisection,
            double tolerance) {
        double p;
        double q;
        double cb = c - b;
        if (a == c) {
            double t1 = fb / fa;
            p = cb * t1;
            q = 1.0 - t1;
        } else {
            double t0 = fa / fc;
            double t1 = fb / fc;
            double t2 = fb / fa;
            p = t2 * (cb * t0 * (t0 - t1) - (b - a) * (t1 - 1.0));
            q = (t0 - 1.0) * (t1 - 1.0) * (t2 - 1.0);
        }
        if (p > 0) {
            q = -q;
        } else {
            p = -p;
        }
        boolean accepted = p < 0.75 * cb * q - Math.abs(tolerance * q) / 2 && p < Math.abs(previous * q / 2);
        return accepted ? p / q : bisection;
    }
}
