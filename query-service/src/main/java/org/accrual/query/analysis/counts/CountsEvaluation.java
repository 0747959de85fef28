package org.accrual.query.analysis.counts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.cohort.LeftOut;
import org.accrual.query.analysis.counts.CountsResult.Cell;
import org.accrual.query.analysis.counts.CountsResult.Row;
import org.accrual.query.analysis.kind.Limits;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.disclosure.Count;
import org.accrual.statistics.Basis;
import org.accrual.statistics.tables.Contingency;
import org.accrual.statistics.tables.Proportion;
import org.accrual.study.words.PatientId;

/** How often each outcome occurs in each group. */
final class CountsEvaluation {
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String ALL = "all";

    private record Outcome(PatientId patient, String value) {}

    private final Cohort cohort;
    private final LeftOut leftOut = new LeftOut();
    private final Map<String, List<Outcome>> outcomesByGroup = new LinkedHashMap<>();

    CountsEvaluation(Cohort cohort) {
        this.cohort = cohort;
        cohort.labels().forEach(label -> outcomesByGroup.put(label, new ArrayList<>()));
    }

    CountsResult of(ProportionAnalysis proportion) {
        for (Cohort.Member member : cohort.members())
            if (leftOut.counts(proportion.among(), member))
                switch (member.reading().test(proportion.of()).truth()) {
                    case YES -> add(member, YES);
                    case NO -> add(member, NO);
                    case UNDECIDED -> leftOut.add(LeftOut.UNDECIDED, member);
                }
        return result(proportion.name(), proportion.title(), List.of(YES, NO), proportion.tests());
    }

    CountsResult of(TableAnalysis table) {
        var outcomes = new TreeSet<String>();
        for (Cohort.Member member : cohort.members())
            member.reading()
                    .label(table.moment(), table.field())
                    .ifPresentOrElse(
                            value -> {
                                outcomes.add(value);
                                add(member, value);
                            },
                            () -> leftOut.add(LeftOut.NO_VALUE, member));
        return result(table.name(), table.title(), List.copyOf(outcomes), table.tests());
    }

    private void add(Cohort.Member member, String outcome) {
        outcomesByGroup.get(member.group()).add(new Outcome(member.id(), outcome));
    }

    private CountsResult result(String name, String title, List<String> outcomes, List<CountsTest> tests) {
        var rows = new ArrayList<Row>();
        outcomesByGroup.forEach((label, group) -> rows.add(row(label, group, outcomes)));
        if (outcomesByGroup.size() > 1) rows.add(row(ALL, everybody(), outcomes));
        int[][] counts = outcomesByGroup.values().stream()
                .filter(group -> !group.isEmpty())
                .map(group -> counts(group, outcomes))
                .toArray(int[][]::new);
        List<TestResult> results = tests.stream().map(it -> test(it, counts)).toList();
        return new CountsResult(name, title, leftOut.exclusions(), outcomes, rows, results, List.of(), analysed());
    }

    private Map<String, List<PatientId>> analysed() {
        return outcomesByGroup.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> group.getValue().stream().map(Outcome::patient).toList()));
    }

    private List<Outcome> everybody() {
        return outcomesByGroup.values().stream().flatMap(List::stream).toList();
    }

    private static int[] counts(List<Outcome> group, List<String> outcomes) {
        return outcomes.stream()
                .mapToInt(outcome -> (int)
                        group.stream().filter(it -> it.value().equals(outcome)).count())
                .toArray();
    }

    private static Row row(String label, List<Outcome> group, List<String> outcomes) {
        int[] counts = counts(group, outcomes);
        List<Cell> cells = IntStream.range(0, counts.length)
                .mapToObj(i -> cell(outcomes.get(i), counts[i], group.size()))
                .toList();
        return new Row(label, Count.of(group.size()), cells);
    }

    private static Cell cell(String outcome, int count, int of) {
        if (of == 0) return new Cell(outcome, Count.of(0), null, null);
        Proportion proportion = Proportion.of(count, of, Tests.LEVEL);
        return new Cell(
                outcome,
                Count.of(count),
                proportion.value(),
                new Limits(proportion.wilson().lower(), proportion.wilson().upper()));
    }

    private static TestResult test(CountsTest test, int[][] counts) {
        return Tests.orRefusal(test, () -> of(test, Contingency.test(counts, Tests.LEVEL)));
    }

    private static TestResult of(CountsTest test, Contingency.Result result) {
        return switch (test) {
            case FISHER ->
                new TestResult(
                        test.name(),
                        "Fisher's exact test, two-sided by probability",
                        null,
                        null,
                        Range.number(result.fisher().pValue()),
                        result.basis().assumptions(),
                        List.of(),
                        null);
            case CHI_SQUARED -> chiSquared(test, "χ²", result.chiSquared(), result.basis());
            case YATES ->
                result.yates() == null
                        ? Tests.refused(test, "NOT_TWO_BY_TWO", "Yates' correction is for two groups and two outcomes.")
                        : chiSquared(test, "χ² with Yates' correction", result.yates(), result.basis());
        };
    }

    private static TestResult chiSquared(CountsTest test, String method, Contingency.ChiSquared result, Basis basis) {
        return new TestResult(
                test.name(),
                method,
                Range.number(result.statistic()),
                result.degreesOfFreedom(),
                Range.number(result.pValue()),
                basis.assumptions(),
                Tests.notices(basis),
                null);
    }
}
