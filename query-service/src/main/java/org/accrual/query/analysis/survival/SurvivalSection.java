package org.accrual.query.analysis.survival;

import static org.accrual.query.analysis.kind.Wording.limits;
import static org.accrual.query.analysis.kind.Wording.number;
import static org.accrual.query.analysis.kind.Wording.percent;
import static org.accrual.query.analysis.kind.Wording.ratio;
import static org.accrual.query.analysis.kind.Wording.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.accrual.query.analysis.kind.Section;
import org.accrual.query.analysis.kind.Wording;
import org.accrual.query.analysis.survival.SurvivalResult.Curve;
import org.accrual.query.analysis.survival.SurvivalResult.Guard;
import org.accrual.query.analysis.survival.SurvivalResult.Landmark;

/** A survival analysis on the page. */
final class SurvivalSection {
    private SurvivalSection() {}

    static Section of(SurvivalResult result) {
        var headings = new ArrayList<>(List.of("Group", "Patients", "Events", "Median, months (95 % limits)"));
        result.groups().stream()
                .findFirst()
                .ifPresent(first -> first.at().forEach(at -> headings.add("At " + time(at.months(), at.days()))));
        var tests = new ArrayList<>(Wording.tests(result.tests()));
        if (result.guard() != null) tests.addAll(sentences(result.guard()));
        boolean drawn =
                result.groups().stream().noneMatch(curve -> curve.steps().isEmpty());
        return new Section(
                result.title(),
                drawn ? result.groups() : null,
                headings,
                result.groups().stream().map(SurvivalSection::line).toList(),
                tests,
                Wording.notices(result.leftOut(), result.warnings()));
    }

    private static String time(BigDecimal months, Integer days) {
        return days != null ? days + " days" : months + " months";
    }

    private static List<String> line(Curve curve) {
        var line = new ArrayList<>(List.of(
                curve.label(),
                text(curve.patients()),
                text(curve.events()),
                text(curve.median()) + limits(curve.medianLimits(), 1)));
        curve.at().forEach(at -> line.add(percent(at.survival()) + " (" + text(at.atRisk()) + " at risk)"));
        return line;
    }

    /** What the comparison says without the time that a member had to survive to become one. */
    private static List<String> sentences(Guard guard) {
        var sentences = new ArrayList<String>();
        guard.shares()
                .forEach(it -> sentences.add("Immortal time in " + it.group() + ": " + number(it.months(), 1)
                        + " months, " + percent(it.share()) + " of the group's follow-up."));
        guard.landmarks().forEach(it -> sentences.add(sentence(it)));
        if (guard.naive() != null) sentences.add("Naive: " + ratio(guard.naive()) + ".");
        if (guard.timeDependent() != null)
            sentences.add("Time-dependent: " + ratio(guard.timeDependent()) + "; " + Wording.test(guard.mantelByar()));
        return sentences;
    }

    private static String sentence(Landmark landmark) {
        String ratio = landmark.hazardRatio() == null ? "" : ratio(landmark.hazardRatio()) + "; ";
        return "Landmark at " + time(landmark.months(), landmark.days()) + ": " + ratio + Wording.test(landmark.test());
    }
}
