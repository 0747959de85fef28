package org.accrual.query.analysis.regression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.cohort.PatientReading;
import org.accrual.query.analysis.cohort.Since;
import org.accrual.query.analysis.cohort.Verdict;
import org.accrual.query.analysis.kind.Measured;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.plan.Measure;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;

/** What a plan's covariates are of each patient, and the columns that they make together. */
final class Design {
    private static final String YES = "yes";
    private static final String NO = "no";
    /** Between a factor's name and a level's, in the names of columns. */
    static final String IS = "=";

    private final Cohort cohort;
    private final Map<String, List<Double>> numbers = new HashMap<>();
    private final Map<String, List<String>> levels = new HashMap<>();
    private int rows;

    Design(Cohort cohort) {
        this.cohort = cohort;
    }

    /**
     * A patient's value.
     *
     * @param number null for a level
     * @param level null for a number
     * @param since when it was certain
     */
    record Value(Double number, String level, Since since) {}

    /** Empty if nothing is recorded, or nothing certain. */
    Optional<Value> value(Cohort.Member member, Covariate covariate) {
        PatientReading reading = member.reading();
        return switch (covariate) {
            case Covariate.Numeric number -> number(reading, number);
            case Covariate.Field field ->
                reading.label(field.moment(), field.field())
                        .map(level -> new Value(null, level, since(reading, field.moment())));
            case Covariate.YesNo condition -> yesNo(reading.test(condition.when()));
            case Covariate.Group _ -> Optional.of(new Value(null, member.group(), member.inGroup()));
            case Covariate.OfSex _ ->
                reading.state().enrolment().map(it -> new Value(null, it.sex().name(), Since.EVER));
            case Covariate.Center _ ->
                Optional.of(new Value(null, reading.state().center().value(), Since.EVER));
        };
    }

    private Optional<Value> number(PatientReading reading, Covariate.Numeric covariate) {
        double per = covariate.per() == null ? 1 : covariate.per().doubleValue();
        return Measured.of(reading, covariate.of())
                .filter(range -> range.value() != null)
                .filter(range -> range.isExact() || cohort.partialDates() != PartialDates.NEEDS_DAY)
                .map(Range::value)
                .map(value -> new Value(value / per, null, since(reading, covariate.of())));
    }

    private static Since since(PatientReading reading, Measure measure) {
        return switch (measure) {
            case Measure.Elapsed elapsed ->
                reading.firstReached(elapsed.to()).map(Since::of).orElse(Since.EVER);
            case Measure.Field field -> since(reading, field.moment());
            case Measure.Age _ -> Since.EVER;
        };
    }

    private static Since since(PatientReading reading, String moment) {
        return reading.at(moment).map(Since::of).orElse(Since.EVER);
    }

    private static Optional<Value> yesNo(Verdict verdict) {
        return switch (verdict.truth()) {
            case YES -> Optional.of(new Value(null, YES, verdict.since()));
            case NO -> Optional.of(new Value(null, NO, Since.EVER));
            case UNDECIDED -> Optional.empty();
        };
    }

    /** One more row, with a value of each covariate. */
    void add(Map<Covariate, Value> row) {
        rows++;
        row.forEach((covariate, value) -> {
            if (value.number() != null)
                numbers.computeIfAbsent(covariate.name(), _ -> new ArrayList<>())
                        .add(value.number());
            else levels.computeIfAbsent(key(covariate), _ -> new ArrayList<>()).add(value.level());
        });
    }

    /** A stratum may have the name of a covariate. */
    private static String key(Covariate covariate) {
        return covariate.toString();
    }

    /** @throws RefusedAnalysis if a factor has one level only, or not the one that it is to be compared with */
    Covariates columns(List<Covariate> covariates, List<List<String>> interactions) {
        Covariates columns = Covariates.ofRows(rows);
        var terms = new HashMap<String, String>();
        for (Covariate covariate : covariates) {
            String term = covariate.isFactor() ? covariate.name() + IS : covariate.name();
            terms.put(covariate.name(), term);
            columns = covariate.isFactor()
                    ? columns.factor(term, groups(covariate))
                    : columns.numeric(
                            term,
                            numbers.get(covariate.name()).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray());
        }
        for (List<String> interaction : interactions)
            columns = columns.interaction(interaction.stream().map(terms::get).toList());
        return columns;
    }

    /** Levels with the reference first. */
    Groups groups(Covariate covariate) {
        List<String> values = levels.get(key(covariate));
        var known = new ArrayList<>(
                covariate instanceof Covariate.Group
                        ? cohort.labels().stream().filter(values::contains).toList()
                        : List.copyOf(new TreeSet<>(values)));
        String reference = reference(covariate);
        if (reference != null && !known.remove(reference))
            throw new RefusedAnalysis(
                    RefusedAnalysis.Reason.EMPTY_GROUP,
                    "Nobody has the reference \"" + reference + "\" of " + covariate.name() + ", only "
                            + String.join(", ", known) + ".");
        if (reference != null) known.addFirst(reference);
        return Groups.of(values, known);
    }

    private static String reference(Covariate covariate) {
        return switch (covariate) {
            case Covariate.Numeric _ -> null;
            case Covariate.Field field -> field.reference();
            case Covariate.YesNo _ -> null;
            case Covariate.Group group -> group.reference();
            case Covariate.OfSex sex ->
                sex.reference() == null ? null : sex.reference().name();
            case Covariate.Center center -> center.reference();
        };
    }

    /** Each combination of the strata's levels; null without strata. */
    Groups strata(List<Covariate> strata) {
        if (strata.isEmpty()) return null;
        return Groups.of(IntStream.range(0, rows)
                .mapToObj(row -> strata.stream()
                        .map(stratum -> levels.get(key(stratum)).get(row))
                        .toList()
                        .toString())
                .toList());
    }
}
