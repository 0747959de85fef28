package org.accrual.query.analysis.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.FactFields;
import org.accrual.query.analysis.plan.Measure;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.query.analysis.plan.Test;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Range;
import org.accrual.query.analysis.result.TestResult;
import org.accrual.statistics.Sample;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Quantity;
import tools.jackson.databind.JsonNode;

/**
 * Mean, median and range of a number in each group and of all. A number that is only bounded counts with the middle of
 * its bounds; what follows from the least and from the greatest possible numbers stands beside it. All four statistics
 * grow with each number, so these are true bounds.
 */
final class DescriptionEvaluation {
    private static final String ALL = "all";

    private final Cohort cohort;
    private final Analysis.Description plan;
    private final PartialDates partialDates;
    private final LeftOut leftOut = new LeftOut();
    private final Map<String, List<Range>> byGroup = new LinkedHashMap<>();
    private final List<Range> all = new ArrayList<>();

    DescriptionEvaluation(Cohort cohort, Analysis.Description plan, PartialDates partialDates) {
        this.cohort = cohort;
        this.plan = plan;
        this.partialDates = partialDates;
        cohort.labels().forEach(label -> byGroup.put(label, new ArrayList<>()));
    }

    AnalysisResult.Description result() {
        cohort.members().forEach(this::add);
        var summaries = new ArrayList<AnalysisResult.Summary>();
        byGroup.forEach((label, values) -> summaries.add(summary(label, values)));
        if (byGroup.size() > 1) summaries.add(summary(ALL, all));
        List<TestResult> tests = plan.tests().stream().map(this::test).toList();
        return new AnalysisResult.Description(
                plan.name(), plan.title(), leftOut.exclusions(), summaries, tests, List.of());
    }

    private void add(Cohort.Member member) {
        if (plan.among() != null) {
            Verdict described = member.reading().test(plan.among());
            if (described.truth() == Verdict.Truth.UNDECIDED) leftOut.add(LeftOut.UNDECIDED, member);
            if (!described.holds()) return;
        }
        Optional<Range> value = value(member.reading());
        if (value.isEmpty()) leftOut.add(LeftOut.NO_VALUE, member);
        else if (partialDates == PartialDates.NEEDS_DAY && !isExact(value.get()))
            leftOut.add(LeftOut.NEEDS_DAY, member);
        else {
            byGroup.get(member.group()).add(value.get());
            all.add(value.get());
        }
    }

    private static boolean isExact(Range range) {
        return range.lowest() != null && range.lowest().equals(range.highest());
    }

    private Optional<Range> value(PatientReading reading) {
        return switch (plan.of()) {
            case Measure.Elapsed elapsed -> elapsed(reading, elapsed);
            case Measure.Field field -> field(reading, field);
            case Measure.Age _ ->
                reading.state()
                        .enrolment()
                        .map(enrolment -> enrolment.ageYears())
                        .map(years -> Range.exactly(years));
        };
    }

    private static Optional<Range> elapsed(PatientReading reading, Measure.Elapsed measure) {
        return reading.at(measure.from())
                .flatMap(from -> reading.firstReached(measure.to()).map(to -> Elapsed.between(from, to)))
                .map(elapsed -> between(elapsed.lowMonths(), elapsed.highMonths()));
    }

    private static Range between(Double low, Double high) {
        return new Range(low == null || high == null ? null : (Double) ((low + high) / 2), low, high);
    }

    private static Optional<Range> field(PatientReading reading, Measure.Field measure) {
        int place = measure.at() == null ? 0 : measure.at() - 1;
        return reading.at(measure.moment())
                .map(fact -> FactFields.values(fact.event(), measure.field()))
                .filter(values -> place < values.size())
                .map(values -> number(values.get(place)));
    }

    private static Range number(JsonNode value) {
        if (value.isNumber()) return Range.exactly(value.doubleValue());
        try {
            Quantity bound = Quantity.of(value.asString());
            double number = bound.value().doubleValue();
            return switch (bound.comparator()) {
                case EQUAL -> Range.exactly(number);
                case LESS -> new Range(null, 0.0, number);
                case GREATER -> new Range(null, number, null);
            };
        } catch (InvalidValue e) {
            return new Range(null, null, null);
        }
    }

    private static AnalysisResult.Summary summary(String label, List<Range> values) {
        return new AnalysisResult.Summary(
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

    private TestResult test(Test test) {
        List<List<Range>> occupied =
                byGroup.values().stream().filter(group -> !group.isEmpty()).toList();
        if (occupied.size() != 2)
            return Tests.refused(test, "NOT_TWO_GROUPS", "The test compares two groups, not " + occupied.size() + ".");
        if (all.stream().anyMatch(range -> range.value() == null))
            return Tests.refused(test, "DATE_UNBOUNDED", "Some values have no bound on one side.");
        return Tests.mannWhitney(values(occupied.get(0)), values(occupied.get(1)));
    }

    private static double[] values(List<Range> group) {
        return group.stream().mapToDouble(Range::value).toArray();
    }
}
