package org.accrual.query.analysis.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.accrual.study.access.Disclosure;

/**
 * What of a result its reader may see. Whoever may see aggregates only gets no patient's id, no count of fewer than
 * {@link Count#SMALLEST_CELL}, nothing computed from so few, and no count from which the others would give one away.
 */
public final class Disclosed {
    private Disclosed() {}

    public static ComparisonResult to(Disclosure disclosure, ComparisonResult result) {
        return switch (disclosure) {
            case RECORD_LEVEL -> result;
            case AGGREGATE -> aggregate(result);
        };
    }

    private static ComparisonResult aggregate(ComparisonResult result) {
        List<Count> parts = suppressed(Stream.concat(
                        result.groups().stream().map(GroupMembers::patients),
                        result.excluded().stream().map(Exclusion::patients))
                .toList());
        int groups = result.groups().size();
        var excluded = new ArrayList<Exclusion>();
        for (int i = 0; i < result.excluded().size(); i++)
            excluded.add(new Exclusion(result.excluded().get(i).reason(), parts.get(groups + i), List.of()));
        var members = new ArrayList<GroupMembers>();
        for (int i = 0; i < groups; i++)
            members.add(new GroupMembers(result.groups().get(i).label(), parts.get(i), List.of()));
        return new ComparisonResult(
                result.label(),
                result.origin(),
                result.study(),
                result.position(),
                result.engine(),
                result.planHash(),
                result.plan(),
                result.months(),
                hidden(result.patients()),
                // The groups' counts must not follow from it, nor it from theirs.
                parts.stream().limit(groups).anyMatch(part -> part.value() == null)
                        ? Count.SUPPRESSED
                        : hidden(result.included()),
                excluded,
                members,
                result.analyses().stream().map(Disclosed::aggregate).toList(),
                result.warnings());
    }

    private static Count hidden(Count count) {
        return count.isSmall() ? Count.SUPPRESSED : count;
    }

    /** Counts that add up to a known total: a single hidden one would follow, so the next smallest goes with it. */
    private static List<Count> suppressed(List<Count> counts) {
        List<Count> hidden =
                new ArrayList<>(counts.stream().map(Disclosed::hidden).toList());
        if (hidden.stream().filter(count -> count.value() == null).count() != 1) return hidden;
        hidden.stream()
                .filter(count -> count.value() != null && count.value() > 0)
                .min(Comparator.comparing(Count::value))
                .ifPresent(next -> hidden.set(hidden.indexOf(next), Count.SUPPRESSED));
        return hidden;
    }

    private static AnalysisResult aggregate(AnalysisResult result) {
        return switch (result) {
            case AnalysisResult.Survival survival -> aggregate(survival);
            case AnalysisResult.Counts counts -> aggregate(counts);
            case AnalysisResult.Description description -> aggregate(description);
            case AnalysisResult.Refused refused -> refused;
        };
    }

    private static <T> boolean anySmall(List<T> groups, Function<T, Count> size) {
        return groups.stream().map(size).anyMatch(Count::isSmall);
    }

    private static AnalysisResult.Refused tooFew(AnalysisResult result) {
        return new AnalysisResult.Refused(
                result.name(),
                result.title(),
                new Notice(
                        "SMALL_CELL",
                        "A group or outcome has fewer than " + Count.SMALLEST_CELL
                                + " patients, and aggregates must not identify anyone."));
    }

    /** A curve is all that is known of its patients: it is shown for groups that are large enough, as far as they are. */
    private static AnalysisResult aggregate(AnalysisResult.Survival survival) {
        if (anySmall(survival.groups(), AnalysisResult.Curve::patients)) return tooFew(survival);
        AnalysisResult.Guard guard = survival.guard();
        return new AnalysisResult.Survival(
                survival.name(),
                survival.title(),
                survival.method(),
                withoutIds(survival.leftOut()),
                survival.groups().stream().map(Disclosed::coarse).toList(),
                survival.tests(),
                guard == null
                        ? null
                        : new AnalysisResult.Guard(
                                List.of(), guard.naive(), List.of(), guard.timeDependent(), guard.mantelByar()),
                survival.assumptions(),
                survival.warnings());
    }

    private static AnalysisResult.Curve coarse(AnalysisResult.Curve curve) {
        return new AnalysisResult.Curve(
                curve.label(),
                curve.patients(),
                hidden(curve.events()),
                curve.median(),
                curve.medianLimits(),
                curve.medianFollowUp(),
                curve.at().stream().map(Disclosed::coarse).toList(),
                // Each step is a patient's own day.
                List.of());
    }

    private static AnalysisResult.At coarse(AnalysisResult.At at) {
        return at.atRisk().isSmall() ? new AnalysisResult.At(at.months(), null, null, Count.SUPPRESSED) : at;
    }

    private static AnalysisResult aggregate(AnalysisResult.Counts counts) {
        boolean small = anySmall(counts.groups(), AnalysisResult.Row::patients)
                || counts.groups().stream()
                        .flatMap(row -> row.outcomes().stream())
                        .anyMatch(cell -> cell.patients().isSmall());
        if (small) return tooFew(counts);
        return new AnalysisResult.Counts(
                counts.name(),
                counts.title(),
                withoutIds(counts.leftOut()),
                counts.outcomes(),
                counts.groups(),
                counts.tests(),
                counts.warnings());
    }

    /** The smallest and the greatest value each belong to someone. */
    private static AnalysisResult aggregate(AnalysisResult.Description description) {
        if (anySmall(description.groups(), AnalysisResult.Summary::patients)) return tooFew(description);
        return new AnalysisResult.Description(
                description.name(),
                description.title(),
                withoutIds(description.leftOut()),
                description.groups().stream()
                        .map(group -> new AnalysisResult.Summary(
                                group.label(), group.patients(), group.mean(), group.median(), null, null))
                        .toList(),
                description.tests(),
                description.warnings());
    }

    private static List<Exclusion> withoutIds(List<Exclusion> exclusions) {
        return exclusions.stream()
                .map(exclusion -> new Exclusion(exclusion.reason(), hidden(exclusion.patients()), List.of()))
                .toList();
    }
}
