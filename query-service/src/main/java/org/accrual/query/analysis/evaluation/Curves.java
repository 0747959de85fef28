package org.accrual.query.analysis.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Limits;
import org.accrual.query.analysis.result.Range;
import org.accrual.statistics.Interval;
import org.accrual.statistics.survival.SurvivalCurve;
import org.accrual.study.words.Months;

/** The engine's curves, in days, as results in months. */
final class Curves {
    private static final org.accrual.statistics.Limits LOG_LOG = org.accrual.statistics.Limits.LOG_LOG;

    private Curves() {}

    /** Of dates that are all known. */
    static AnalysisResult.Curve of(SurvivalCurve curve, List<BigDecimal> atMonths) {
        Double median = median(curve);
        return of(curve, new Range(median, median, median), null, atMonths);
    }

    /** @param medianFollowUp months; null if not reached, or not asked for */
    static AnalysisResult.Curve of(
            SurvivalCurve curve, Range median, Double medianFollowUp, List<BigDecimal> atMonths) {
        Interval limits = curve.median(LOG_LOG, Tests.LEVEL).limits();
        return new AnalysisResult.Curve(
                curve.label(),
                Count.of(curve.patients()),
                Count.of((int) curve.totalEvents()),
                median,
                new Limits(months(limits.lower()), months(limits.upper())),
                medianFollowUp,
                atMonths.stream().map(time -> at(curve, time)).toList(),
                steps(curve));
    }

    static Double median(SurvivalCurve curve) {
        return months(curve.median(LOG_LOG, Tests.LEVEL).value());
    }

    private static Double months(double days) {
        return Range.number(days / Months.DAYS_PER_MONTH);
    }

    static Limits limits(Interval interval) {
        return new Limits(Range.number(interval.lower()), Range.number(interval.upper()));
    }

    private static AnalysisResult.At at(SurvivalCurve curve, BigDecimal months) {
        double days = months.doubleValue() * Months.DAYS_PER_MONTH;
        // Beyond the last observation nothing is known, unless the curve has reached 0.
        if (days > curve.lastTime() && curve.survival()[curve.survival().length - 1] > 0)
            return new AnalysisResult.At(months, null, null, Count.of(0));
        var estimate = curve.survivalAt(days, LOG_LOG, Tests.LEVEL);
        Count atRisk = Count.of((int) curve.atRiskAt(days)[0]);
        return new AnalysisResult.At(months, estimate.value(), limits(estimate.limits()), atRisk);
    }

    private static List<AnalysisResult.Step> steps(SurvivalCurve curve) {
        double[][] band = curve.band(LOG_LOG, Tests.LEVEL);
        var steps = new ArrayList<AnalysisResult.Step>();
        for (int i = 0; i < curve.times().length; i++)
            steps.add(new AnalysisResult.Step(
                    curve.times()[i] / Months.DAYS_PER_MONTH,
                    curve.survival()[i],
                    new Limits(Range.number(band[0][i]), Range.number(band[1][i])),
                    Count.of((int) curve.atRisk()[i]),
                    Count.of((int) curve.events()[i]),
                    Count.of((int) curve.censored()[i])));
        return steps;
    }
}
