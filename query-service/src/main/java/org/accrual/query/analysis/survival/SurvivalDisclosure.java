package org.accrual.query.analysis.survival;

import java.util.ArrayList;
import java.util.List;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.survival.SurvivalResult.At;
import org.accrual.query.analysis.survival.SurvivalResult.Curve;
import org.accrual.query.analysis.survival.SurvivalResult.Guard;
import org.accrual.query.analysis.survival.SurvivalResult.Step;
import org.accrual.query.disclosure.Count;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.study.words.Months;

/** A curve is all that is known of its patients: what of it tells of none of them alone. */
final class SurvivalDisclosure {
    private static final Notice CURVE_WITHHELD = new Notice(
            "CURVE_WITHHELD",
            "The curves may not be shown: each step is a patient's own day. Survival stands at those times only between"
                    + " which " + SmallCells.SMALLEST + " patients or more had the event, or none, and the same of"
                    + " those whose observation ended. Landmark analyses and shares of immortal time are left out.");

    private SurvivalDisclosure() {}

    static AnalysisResult of(SurvivalResult result) {
        if (result.groups().stream().anyMatch(curve -> SmallCells.isSmall(curve.patients())))
            return Refused.smallCell(result);
        Guard guard = result.guard();
        var warnings = new ArrayList<>(result.warnings());
        warnings.add(CURVE_WITHHELD);
        return new SurvivalResult(
                result.name(),
                result.title(),
                result.method(),
                Exclusion.disclosed(result.leftOut()),
                result.groups().stream().map(SurvivalDisclosure::coarse).toList(),
                result.tests(),
                guard == null
                        ? null
                        : new Guard(List.of(), guard.naive(), List.of(), guard.timeDependent(), guard.mantelByar()),
                result.assumptions(),
                warnings,
                result.analysed());
    }

    private static Curve coarse(Curve curve) {
        return new Curve(
                curve.label(),
                curve.patients(),
                SmallCells.part(curve.events().patients(), curve.patients().patients()),
                curve.median(),
                curve.medianLimits(),
                curve.medianFollowUp(),
                coarseTimes(curve),
                List.of());
    }

    /** A time is told of if neither those who had the event since the time before nor the others who left are few. */
    private static List<At> coarseTimes(Curve curve) {
        var shown = new ArrayList<At>();
        double from = Double.NEGATIVE_INFINITY;
        for (At at : curve.at().stream()
                .sorted((one, other) -> Double.compare(days(one), days(other)))
                .toList()) {
            double until = days(at);
            boolean telling = SmallCells.isSmall(at.atRisk().patients())
                    || SmallCells.isSmall(events(curve, from, until))
                    || SmallCells.isSmall(censored(curve, from, until));
            shown.add(telling ? new At(at.months(), at.days(), null, null, Count.WITHHELD) : at);
            if (!telling) from = until;
        }
        return shown;
    }

    private static int events(Curve curve, double from, double until) {
        return curve.steps().stream()
                .filter(step -> isBetween(step, from, until))
                .mapToInt(step -> step.events().patients())
                .sum();
    }

    private static int censored(Curve curve, double from, double until) {
        return curve.steps().stream()
                .filter(step -> isBetween(step, from, until))
                .mapToInt(step -> step.censored().patients())
                .sum();
    }

    private static boolean isBetween(Step step, double from, double until) {
        double days = step.months() * Months.DAYS_PER_MONTH;
        return days > from && days <= until;
    }

    private static double days(At at) {
        return at.days() != null ? at.days() : at.months().doubleValue() * Months.DAYS_PER_MONTH;
    }
}
