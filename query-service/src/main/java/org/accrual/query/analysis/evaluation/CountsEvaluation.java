package org.accrual.query.analysis.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.FactFields;
import org.accrual.query.analysis.plan.Test;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Limits;
import org.accrual.query.analysis.result.TestResult;
import org.accrual.statistics.tables.Proportion;

/** How often each outcome occurs in each group. */
final class CountsEvaluation {
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String ALL = "all";

    private final Cohort cohort;
    private final LeftOut leftOut = new LeftOut();
    private final Map<String, List<String>> outcomesByGroup = new LinkedHashMap<>();

    CountsEvaluation(Cohort cohort) {
        this.cohort = cohort;
        cohort.labels().forEach(label -> outcomesByGroup.put(label, new ArrayList<>()));
    }

    AnalysisResult.Counts of(Analysis.Proportion proportion) {
        for (Cohort.Member member : cohort.members()) {
            if (proportion.among() != null) {
                Verdict counted = member.reading().test(proportion.among());
                if (counted.truth() == Verdict.Truth.UNDECIDED) leftOut.add(LeftOut.UNDECIDED, member);
                if (!counted.holds()) continue;
            }
            switch (member.reading().test(proportion.of()).truth()) {
                case YES -> add(member, YES);
                case NO -> add(member, NO);
                case UNDECIDED -> leftOut.add(LeftOut.UNDECIDED, member);
            }
        }
        return result(proportion.name(), proportion.title(), List.of(YES, NO), proportion.tests());
    }

    AnalysisResult.Counts of(Analysis.Table table) {
        var outcomes = new TreeSet<String>();
        for (Cohort.Member member : cohort.members()) {
            String value = member.reading()
                    .at(table.moment())
                    .map(fact -> FactFields.values(fact.event(), table.field()).stream()
                            .map(node -> node.isString() ? node.stringValue() : node.toString())
                            .sorted()
                            .collect(Collectors.joining("+")))
                    .orElse("");
            if (value.isEmpty()) {
                leftOut.add(LeftOut.NO_VALUE, member);
            } else {
                outcomes.add(value);
                add(member, value);
            }
        }
        return result(table.name(), table.title(), List.copyOf(outcomes), table.tests());
    }

    private void add(Cohort.Member member, String outcome) {
        outcomesByGroup.get(member.group()).add(outcome);
    }

    private AnalysisResult.Counts result(String name, String title, List<String> outcomes, List<Test> tests) {
        var rows = new ArrayList<AnalysisResult.Row>();
        outcomesByGroup.forEach((label, group) -> rows.add(row(label, group, outcomes)));
        if (outcomesByGroup.size() > 1) rows.add(row(ALL, everybody(), outcomes));
        int[][] counts = outcomesByGroup.values().stream()
                .filter(group -> !group.isEmpty())
                .map(group -> counts(group, outcomes))
                .toArray(int[][]::new);
        List<TestResult> results =
                tests.stream().map(test -> Tests.contingency(test, counts)).toList();
        return new AnalysisResult.Counts(name, title, leftOut.exclusions(), outcomes, rows, results, List.of());
    }

    private List<String> everybody() {
        return outcomesByGroup.values().stream().flatMap(List::stream).toList();
    }

    private static int[] counts(List<String> group, List<String> outcomes) {
        return outcomes.stream()
                .mapToInt(
                        outcome -> (int) group.stream().filter(outcome::equals).count())
                .toArray();
    }

    private static AnalysisResult.Row row(String label, List<String> group, List<String> outcomes) {
        int[] counts = counts(group, outcomes);
        List<AnalysisResult.Cell> cells = IntStream.range(0, counts.length)
                .mapToObj(i -> cell(outcomes.get(i), counts[i], group.size()))
                .toList();
        return new AnalysisResult.Row(label, Count.of(group.size()), cells);
    }

    private static AnalysisResult.Cell cell(String outcome, int count, int of) {
        if (of == 0) return new AnalysisResult.Cell(outcome, Count.of(0), null, null);
        Proportion proportion = Proportion.of(count, of, Tests.LEVEL);
        return new AnalysisResult.Cell(
                outcome,
                Count.of(count),
                proportion.value(),
                new Limits(proportion.wilson().lower(), proportion.wilson().upper()));
    }
}
