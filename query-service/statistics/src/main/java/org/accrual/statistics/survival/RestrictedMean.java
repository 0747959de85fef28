package org.accrual.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Estimate;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Normal;
import org.accrual.statistics.Warning;

/**
 * The restricted mean survival time: the area under S up to a horizon τ, with variance Σ A(t)² d/(n(n − d)), A(t) being
 * the area from t to τ (Meier 1975; R's {@code survmean}). It needs no proportional hazards.
 *
 * @param horizon τ, unit of the follow-up
 * @param value in the unit of the follow-up
 */
public record RestrictedMean(double horizon, double value, double standardError, Basis basis) {

    /**
     * Two groups compared at the same horizon.
     *
     * @param difference first minus second, with its standard error and limits
     * @param ratio first over second, limits from the log scale (delta method); its standard error is that of the log
     */
    public record Comparison(
            double horizon, Estimate difference, double differenceP, Estimate ratio, double ratioP, Basis basis) {}

    public static RestrictedMean of(SurvivalCurve curve, double horizon) {
        Check.argument(Double.isFinite(horizon) && horizon >= 0, "The horizon %s is not a time.", horizon);
        double[] times = curve.times();
        double[] survival = curve.survival();
        int kept = 0;
        while (kept < times.length && times[kept] <= horizon) {
            kept++;
        }
        double area = 0;
        double variance = 0;
        double right = horizon;
        for (int place = kept - 1; place >= 0; place--) {
            area += (right - times[place]) * survival[place];
            variance += area * area * greenwoodStep(curve, place);
            right = times[place];
        }
        return new RestrictedMean(horizon, area + right, Math.sqrt(variance), basis(curve, horizon));
    }

    private static double greenwoodStep(SurvivalCurve curve, int place) {
        double n = curve.atRisk()[place];
        double d = curve.events()[place];
        return n == d ? 0 : d / (n * (n - d));
    }

    /** The usual common horizon: the whole part of the last time of the group that is observed shortest. */
    public static double commonHorizon(List<SurvivalCurve> curves) {
        return Math.floor(
                curves.stream().mapToDouble(SurvivalCurve::lastTime).min().orElseThrow());
    }

    public static Comparison compare(SurvivalCurve first, SurvivalCurve second, double horizon, double level) {
        RestrictedMean one = of(first, horizon);
        RestrictedMean two = of(second, horizon);
        double z = Normal.twoSidedQuantile(level);
        double difference = one.value - two.value;
        double differenceError = StrictMath.hypot(one.standardError, two.standardError);
        double logRatio = StrictMath.log(one.value / two.value);
        double ratioError = StrictMath.hypot(one.standardError / one.value, two.standardError / two.value);
        List<Warning> warnings = new ArrayList<>(one.basis.warnings());
        warnings.addAll(two.basis.warnings());
        return new Comparison(
                horizon,
                new Estimate(
                        difference,
                        differenceError,
                        new Interval(difference - z * differenceError, difference + z * differenceError)),
                Normal.twoSidedP(difference / differenceError),
                new Estimate(
                        StrictMath.exp(logRatio),
                        ratioError,
                        new Interval(
                                StrictMath.exp(logRatio - z * ratioError), StrictMath.exp(logRatio + z * ratioError))),
                Normal.twoSidedP(logRatio / ratioError),
                new Basis("Restricted mean survival time, difference and ratio", assumptions(), warnings));
    }

    private static List<String> assumptions() {
        return List.of(Basis.INDEPENDENT_CENSORING, "The horizon was chosen before the curves were seen.");
    }

    private static Basis basis(SurvivalCurve curve, double horizon) {
        List<Warning> warnings = new ArrayList<>(curve.basis().warnings());
        boolean open = curve.survival()[curve.survival().length - 1] > 0;
        if (open && horizon > curve.lastTime()) {
            warnings.add(Warning.of(
                    Warning.Kind.HORIZON_BEYOND_FOLLOW_UP,
                    "Group \"%s\" is observed until %s only: the curve is taken as flat up to %s.",
                    curve.label(),
                    curve.lastTime(),
                    horizon));
        }
        return new Basis("Restricted mean survival time", assumptions(), warnings);
    }
}
