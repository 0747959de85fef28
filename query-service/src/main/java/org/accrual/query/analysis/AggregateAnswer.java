package org.accrual.query.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.cohort.GroupMembers;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.disclosure.Count;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.study.access.Disclosure;
import org.accrual.study.words.PatientId;

/**
 * A comparison as its reader may see it. Whoever may see aggregates only gets no patient's id and no number of a few
 * patients: none of a cell, and none as the difference of two numbers or figures of the same answer.
 */
final class AggregateAnswer {
    private static final Notice WITHHELD = new Notice(
            "WITHHELD",
            "Withheld is what tells of fewer than " + SmallCells.SMALLEST
                    + " patients, by itself or together with what is shown.");

    /** Sets of patients of which the answer tells figures already, by group. */
    private final Map<String, List<List<PatientId>>> told = new HashMap<>();

    private AggregateAnswer() {}

    static ComparisonResult to(Disclosure disclosure, ComparisonResult result) {
        return switch (disclosure) {
            case RECORD_LEVEL -> result;
            case AGGREGATE -> new AggregateAnswer().of(result);
        };
    }

    private ComparisonResult of(ComparisonResult result) {
        int all = result.patients().patients();
        int included = result.included().patients();
        // Of a cohort that leaves out a few, every figure tells of these few beside the same figure of everyone.
        boolean telling = SmallCells.isTelling(included, all);
        result.groups()
                .forEach(group -> told.computeIfAbsent(group.label(), _ -> new ArrayList<>())
                        .add(group.ids()));
        List<AnalysisResult> analyses = result.analyses().stream()
                .map(analysis -> telling ? Refused.differsByFew(analysis) : shown(analysis))
                .toList();
        return new ComparisonResult(
                result.label(),
                result.origin(),
                result.study(),
                result.position(),
                result.engine(),
                result.planHash(),
                result.plan(),
                result.months(),
                SmallCells.isSmall(all) ? Count.WITHHELD : result.patients(),
                SmallCells.part(included, all),
                telling ? withheld(result.excluded()) : Exclusion.disclosed(result.excluded()),
                groups(result.groups(), telling),
                analyses,
                warnings(result.warnings()));
    }

    private static List<Exclusion> withheld(List<Exclusion> exclusions) {
        return exclusions.stream()
                .map(it -> new Exclusion(it.reason(), Count.WITHHELD, List.of()))
                .toList();
    }

    private static List<GroupMembers> groups(List<GroupMembers> groups, boolean telling) {
        List<Count> shown = SmallCells.parts(
                groups.stream().map(group -> group.patients().patients()).toList());
        return IntStream.range(0, groups.size())
                .mapToObj(i ->
                        new GroupMembers(groups.get(i).label(), telling ? Count.WITHHELD : shown.get(i), List.of()))
                .toList();
    }

    private static List<Notice> warnings(List<Notice> warnings) {
        var shown = new ArrayList<>(warnings.stream()
                .filter(warning -> !warning.name().equals(Comparison.NEVER_REACHED))
                .toList());
        shown.add(WITHHELD);
        return shown;
    }

    private AnalysisResult shown(AnalysisResult analysis) {
        AnalysisResult disclosed = analysis.disclosed();
        if (disclosed instanceof Refused) return disclosed;
        boolean few = analysis.analysed().entrySet().stream()
                .anyMatch(group -> told.getOrDefault(group.getKey(), List.of()).stream()
                        .anyMatch(before -> SmallCells.differByFew(before, group.getValue())));
        if (few) return Refused.differsByFew(analysis);
        analysis.analysed()
                .forEach((group, patients) ->
                        told.computeIfAbsent(group, _ -> new ArrayList<>()).add(patients));
        return disclosed;
    }
}
