package org.accrual.query.analysis.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.cohort.LeftOut;
import org.accrual.query.analysis.kind.Measured;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.query.disclosure.Count;
import org.accrual.statistics.Sample;
import org.accrual.statistics.tables.TwoSamples;
import org.accrual.study.words.PatientId;

/**
 * Mean, median and range of a number in each group and of all. A number that is only bounded counts with the middle of
 * its bounds; what follows from the least and from the greatest possible numbers stands beside it. All four statistics
 * grow with each number, so these are true bounds.
 */
final class DescriptionEvaluation {
    private static final String ALL = "all";

    private final Cohort cohort;
    private final DescriptionAnalysis plan;
    private final LeftOut leftOut = new LeftOut();
    private final Map<String, List<Described>> byGroup = new LinkedHashMap<>();

    private record Described(PatientId patient, Range value) {}

    DescriptionEvaluation(Cohort cohort, DescriptionAnalysis plan) {
        this.cohort = cohort;
        this.plan = plan;
        cohort.labels().forEach(label -> byGroup.put(label, new ArrayList<>()));
    }

    DescriptionResult result() {
        cohort.members().stream()
                .filter(member -> leftOut.counts(plan.among(), member))
                .forEach(this::add);
        var summaries = new ArrayList<DescriptionResult.Summary>();
        byGroup.forEach((label, described) -> summaries.add(summary(label, values(described))));
        if (byGroup.size() > 1) summaries.add(summary(ALL, all()));
        List<TestResult> tests = plan.tests().stream().map(this::test).toList();
        return new DescriptionResult(
                plan.name(), plan.title(), leftOut.exclusions(), summaries, tests, List.of(), analysed());
    }

    private void add(Cohort.Member member) {
        Optional<Range> value = Measured.of(member.reading(), plan.of());
        if (value.isEmpty()) leftOut.add(LeftOut.NO_VALUE, member);
        else if (cohort.partialDates() == PartialDates.NEEDS_DAY && !value.get().isExact())
            leftOut.add(LeftOut.NEEDS_DAY, member);
        else byGroup.get(member.group()).add(new Described(member.id(), value.get()));
    }

    private Map<String, List<PatientId>> analysed() {
        return byGroup.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> group.getValue().stream()
                                .map(Described::patient)
                                .toList()));
    }

    private List<Range> all() {
        return byGroup.values().stream()
                .flatMap(List::stream)
                .map(Described::value)
                .toList();
    }

    private static List<Range> values(List<Described> group) {
        return group.stream().map(Described::value).toList();
    }

    private static DescriptionResult.Summary summary(String label, List<Range> values) {
        return new DescriptionResult.Summary(
                label,
                Count.of(values.size()),
                statistic(values, Sample::mean),
                statistic(values, Sample::median),
                statistic(values, Sample::minimum),
                statistic(values, Sample::maximum));
    }

    private static Range statistic(List<Range> values, ToDoubleFunction<Sample> statistic) {
        if (values.isEmpty()) return null;
        return new Range(
                of(values.stream().map(Range::value).toList(), statistic),
                of(values.stream().map(Range::lowest).toList(), statistic),
                of(values.stream().map(Range::highest).toList(), statistic));
    }

    private static Double of(List<Double> numbers, ToDoubleFunction<Sample> statistic) {
        if (numbers.stream().anyMatch(Objects::isNull)) return null;
        return statistic.applyAsDouble(
                Sample.of(numbers.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private TestResult test(DescriptionTest test) {
        List<List<Range>> occupied = byGroup.values().stream()
                .filter(group -> !group.isEmpty())
                .map(DescriptionEvaluation::values)
                .toList();
        if (occupied.size() != 2)
            return Tests.refused(test, "NOT_TWO_GROUPS", "The test compares two groups, not " + occupied.size() + ".");
        if (all().stream().anyMatch(range -> range.value() == null))
            return Tests.refused(test, "DATE_UNBOUNDED", "Some values have no bound on one side.");
        return switch (test) {
            case MANN_WHITNEY ->
                Tests.orRefusal(
                        test, () -> mannWhitney(TwoSamples.test(numbers(occupied.get(0)), numbers(occupied.get(1)))));
        };
    }

    /** With the exact P where there is one, else the approximation with continuity correction. */
    private static TestResult mannWhitney(TwoSamples.Result result) {
        boolean exact = Double.isFinite(result.mannWhitney().pExact());
        return new TestResult(
                DescriptionTest.MANN_WHITNEY.name(),
                exact
                        ? "Mann–Whitney test, exact"
                        : "Mann–Whitney test, normal approximation with continuity correction",
                Range.number(result.mannWhitney().w()),
                null,
                Range.number(
                        exact
                                ? result.mannWhitney().pExact()
                                : result.mannWhitney().pContinuity()),
                result.basis().assumptions(),
                Tests.notices(result.basis()),
                null);
    }

    private static double[] numbers(List<Range> group) {
        return group.stream().mapToDouble(Range::value).toArray();
    }
}
