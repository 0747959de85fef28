package org.accrual.query.analysis.survival;

import java.util.ArrayList;
import java.util.List;
import org.accrual.query.analysis.kind.Limits;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.plan.TimePoint;
import org.accrual.query.analysis.survival.SurvivalResult.At;
import org.accrual.query.analysis.survival.SurvivalResult.Curve;
import org.accrual.query.analysis.survival.SurvivalResult.Step;
import org.accrual.query.disclosure.Count;
import org.accrual.statistics.Interval;
import org.accrual.statistics.survival.SurvivalCurve;
import org.accrual.study.words.Months;

/** The engine's curves, in days, as results in months. */
final class Curves {
    private static final org.accrual.statistics.Limits LOG_LOG = org.accrual.statistics.Limits.LOG_LOG;

    private Curves() {}

    /** Of dates that are all known. */
    static Curve of(SurvivalCurve curve, List<TimePoint> times) {
        Double median = median(curve);
        return of(curve, new Range(median, median, median), null, times);
    }

    /** @param medianFollowUp months; null if not reached, or not asked for */
    static Curve of(SurvivalCurve curve, Range median, Double medianFollowUp, List<TimePoint> times) {
        Interval limits = curve.median(LOG_LOG, Tests.LEVEL).limits();
        return new Curve(
                curve.label(),
                Count.of(curve.patients()),
                Count.of((int) curve.totalEvents()),
                median,
                new Limits(months(limits.lower()), months(limits.upper())),
                medianFollowUp,
                times.stream().map(time -> at(curve, time)).toList(),
                steps(curve));
    }

    static Double median(SurvivalCurve curve) {
        return months(curve.median(LOG_LOG, Tests.LEVEL).value());
    }

    private static Double months(double days) {
        return Range.number(days / Months.DAYS_PER_MONTH);
    }

    private static At at(SurvivalCurve curve, TimePoint time) {
        double days = time.inDays();
        // Beyond the last observation nothing is known, unless the curve has reached 0.
        if (days > curve.lastTime() && curve.survival()[curve.survival().length - 1] > 0)
            return new At(time.months(), time.days(), null, null, Count.of(0));
        var estimate = curve.survivalAt(days, LOG_LOG, Tests.LEVEL);
        Count atRisk = Count.of((int) curve.atRiskAt(days)[0]);
        return new At(time.months(), time.days(), estimate.value(), Tests.limits(estimate.limits()), atRisk);
    }

    private static List<Step> steps(SurvivalCurve curve) {
        double[][] band = curve.band(LOG_LOG, Tests.LEVEL);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < curve.times().length; i++)
            steps.add(new Step(
                    curve.times()[i] / Months.DAYS_PER_MONTH,
                    curve.survival()[i],
                    new Limits(Range.number(band[0][i]), Range.number(band[1][i])),
                    Count.of((int) curve.atRisk()[i]),
                    Count.of((int) curve.events()[i]),
                    Count.of((int) curve.censored()[i])));
        return steps;
    }
}
