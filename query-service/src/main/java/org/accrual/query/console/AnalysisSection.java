package org.accrual.query.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.AnalysisResult.At;
import org.accrual.query.analysis.result.AnalysisResult.Cell;
import org.accrual.query.analysis.result.AnalysisResult.Curve;
import org.accrual.query.analysis.result.AnalysisResult.Landmark;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Limits;
import org.accrual.query.analysis.result.Notice;
import org.accrual.query.analysis.result.Range;
import org.accrual.query.analysis.result.TestResult;

/**
 * One analysis as the page shows it: a table, beside it the curves if there are any, below it what to know.
 *
 * @param curves the groups as JSON for the chart; null without curves
 * @param rows as long as the headings; empty if nothing was computed
 * @param tests each with its P value, in a sentence
 * @param notices warnings and refusals
 */
record AnalysisSection(
        String title,
        String curves,
        List<String> headings,
        List<List<String>> rows,
        List<String> tests,
        List<String> notices) {

    static AnalysisSection of(AnalysisResult result) {
        return switch (result) {
            case AnalysisResult.Survival survival -> survival(survival);
            case AnalysisResult.Counts counts -> counts(counts);
            case AnalysisResult.Description description -> description(description);
            case AnalysisResult.Refused refused ->
                new AnalysisSection(
                        refused.title(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(refused.refusal().sentence()));
        };
    }

    private static AnalysisSection survival(AnalysisResult.Survival survival) {
        var headings = new ArrayList<>(List.of("Group", "Patients", "Events", "Median, months (95 % limits)"));
        Stream.ofNullable(survival.groups())
                .flatMap(List::stream)
                .findFirst()
                .ifPresent(first -> times(first).forEach(at -> headings.add("At " + at.months() + " months")));
        var tests = new ArrayList<>(tests(survival.tests()));
        if (survival.guard() != null) tests.addAll(guard(survival.guard()));
        return new AnalysisSection(
                survival.title(),
                PageJson.of(survival.groups()),
                headings,
                survival.groups().stream().map(AnalysisSection::row).toList(),
                tests,
                notices(survival.warnings()));
    }

    private static List<At> times(Curve curve) {
        return curve.at() == null ? List.of() : curve.at();
    }

    private static List<String> row(Curve curve) {
        var row = new ArrayList<>(List.of(
                curve.label(),
                text(curve.patients()),
                text(curve.events()),
                text(curve.median()) + limits(curve.medianLimits(), 1)));
        times(curve).forEach(at -> row.add(percent(at.survival()) + " (" + text(at.atRisk()) + " at risk)"));
        return row;
    }

    /** What the comparison says without the time that a member had to survive to become one. */
    private static List<String> guard(AnalysisResult.Guard guard) {
        var sentences = new ArrayList<String>();
        if (guard.shares() != null)
            guard.shares()
                    .forEach(it -> sentences.add("Immortal time in " + it.group() + ": " + number(it.months(), 1)
                            + " months, " + percent(it.share()) + " of the group's follow-up."));
        if (guard.landmarks() != null) guard.landmarks().forEach(it -> sentences.add(landmark(it)));
        if (guard.naive() != null) sentences.add("Naive: " + ratio(guard.naive()) + ".");
        if (guard.timeDependent() != null)
            sentences.add("Time-dependent: " + ratio(guard.timeDependent()) + "; " + sentence(guard.mantelByar()));
        return sentences;
    }

    private static String ratio(AnalysisResult.HazardRatio ratio) {
        if (ratio == null || ratio.value() == null) return "no hazard ratio";
        return "hazard ratio " + number(ratio.value(), 2) + limits(ratio.limits(), 2);
    }

    private static String landmark(Landmark landmark) {
        return "Landmark at " + landmark.months() + " months: "
                + ratio(landmark.hazardRatio()) + "; "
                + (landmark.test() == null ? "not computed" : sentence(landmark.test()));
    }

    private static AnalysisSection counts(AnalysisResult.Counts counts) {
        var headings = new ArrayList<>(List.of("Group", "Patients"));
        headings.addAll(counts.outcomes());
        return new AnalysisSection(
                counts.title(),
                null,
                headings,
                counts.groups().stream().map(AnalysisSection::row).toList(),
                tests(counts.tests()),
                notices(counts.warnings()));
    }

    private static List<String> row(AnalysisResult.Row group) {
        var row = new ArrayList<>(List.of(group.label(), text(group.patients())));
        group.outcomes().forEach(cell -> row.add(text(cell)));
        return row;
    }

    private static String text(Cell cell) {
        return text(cell.patients()) + (cell.proportion() == null ? "" : " (" + percent(cell.proportion()) + ")");
    }

    private static AnalysisSection description(AnalysisResult.Description description) {
        return new AnalysisSection(
                description.title(),
                null,
                List.of("Group", "Patients", "Mean", "Median", "Smallest", "Greatest"),
                description.groups().stream()
                        .map(group -> List.of(
                                group.label(),
                                text(group.patients()),
                                text(group.mean()),
                                text(group.median()),
                                text(group.smallest()),
                                text(group.greatest())))
                        .toList(),
                tests(description.tests()),
                notices(description.warnings()));
    }

    private static List<String> tests(List<TestResult> tests) {
        return Stream.ofNullable(tests)
                .flatMap(List::stream)
                .map(AnalysisSection::sentence)
                .toList();
    }

    private static List<String> notices(List<Notice> warnings) {
        return Stream.ofNullable(warnings)
                .flatMap(List::stream)
                .map(Notice::sentence)
                .toList();
    }

    private static String sentence(TestResult test) {
        if (test.refusal() != null) return test.method() + ": " + test.refusal().sentence();
        return test.method() + ": P = " + (test.pValue() == null ? "not defined" : pValue(test.pValue()));
    }

    private static String pValue(double p) {
        return p < 0.0001 ? String.format(Locale.ROOT, "%.1e", p) : number(p, 4);
    }

    private static String text(Count count) {
        return count == null ? "–" : count.toString();
    }

    private static String text(Range range) {
        if (range == null) return "–";
        if (range.value() != null
                && range.value().equals(range.lowest())
                && range.value().equals(range.highest())) return number(range.value(), 1);
        String bounds = "[" + bound(range.lowest()) + ", " + bound(range.highest()) + "]";
        return range.value() == null ? "not reached" : number(range.value(), 1) + " " + bounds;
    }

    private static String bound(Double months) {
        return months == null ? "–" : number(months, 1);
    }

    private static String limits(Limits limits, int decimals) {
        if (limits == null) return "";
        return " (" + (limits.lower() == null ? "–" : number(limits.lower(), decimals)) + " to "
                + (limits.upper() == null ? "–" : number(limits.upper(), decimals)) + ")";
    }

    private static String percent(Double proportion) {
        return proportion == null ? "–" : number(100 * proportion, 1) + " %";
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
