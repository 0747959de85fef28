package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

/**
 * A comparison as declared before it is computed: who takes part, divided how, and what is computed of them. It is data;
 * one evaluator serves every plan.
 *
 * @param moments the plan's vocabulary; a moment may refer to those defined before it
 * @param cohort in the order in which they are applied: the first that a patient fails is the reason
 * @param notes what has to be said wherever the result is shown; empty for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Plan(
        String name,
        String title,
        List<Moment> moments,
        List<Criterion> cohort,
        Grouping groups,
        PartialDates partialDates,
        List<String> notes,
        List<Analysis> analyses) {
    private static final int MOST_ENTRIES = 60;

    public Plan {
        Check.slug("name", name);
        Check.text("title", title);
        moments = bounded("moments", moments);
        cohort = bounded("cohort", cohort);
        Check.present("groups", groups);
        Check.present("partialDates", partialDates);
        notes = bounded("notes", notes);
        notes.forEach(note -> Check.text("notes", note));
        analyses = bounded("analyses", analyses);
        if (analyses.isEmpty()) throw new InvalidValue("analyses", "is empty: the plan computes nothing");
        new References(moments).check(cohort, groups, analyses);
    }

    private static <T> List<T> bounded(String field, List<T> values) {
        List<T> list = Check.list(field, values);
        if (list.size() > MOST_ENTRIES) throw new InvalidValue(field, "has more than " + MOST_ENTRIES + " entries");
        return list;
    }

    /** Checks that every name has its meaning, and every field its place. */
    private static final class References {
        /** Types of the facts that each moment can be. */
        private final Map<String, Set<String>> eventsOf = new HashMap<>();

        References(List<Moment> moments) {
            for (Moment moment : moments) {
                var events = new HashSet<>(moment.events());
                for (String other : moment.firstOf()) events.addAll(known("moments.firstOf", other));
                if (moment.after() != null) known("moments.after", moment.after());
                if (moment.before() != null) known("moments.before", moment.before());
                if (eventsOf.put(moment.name(), events) != null)
                    throw new InvalidValue("moments.name", "'" + moment.name() + "' stands twice");
            }
        }

        private Set<String> known(String field, String moment) {
            Set<String> events = eventsOf.get(moment);
            if (events == null)
                throw new InvalidValue(field, "names the moment '" + moment + "', which is not defined before");
            return events;
        }

        private void field(String at, String moment, String field, Accepted accepted) {
            for (String event : known(at, moment)) FactFields.check(at, event, field, accepted);
        }

        void check(List<Criterion> cohort, Grouping groups, List<Analysis> analyses) {
            cohort.forEach(criterion -> check("cohort.keep", criterion.keep()));
            switch (groups) {
                case Grouping.Conditions conditions ->
                    conditions.of().forEach(group -> check("groups.of.when", group.when()));
                case Grouping.Field field -> field("groups.moment", field.moment(), field.field(), null);
                case Grouping.Everyone _, Grouping.Center _ -> {}
            }
            var names = new HashSet<String>();
            for (Analysis analysis : analyses) {
                check(analysis);
                if (!names.add(analysis.name()))
                    throw new InvalidValue("analyses.name", "'" + analysis.name() + "' stands twice");
            }
        }

        private void check(String at, Condition condition) {
            switch (condition) {
                case Condition.Happened happened -> {
                    known(at, happened.moment());
                    happened.where().forEach((field, accepted) -> field(at, happened.moment(), field, accepted));
                }
                case Condition.Precedes precedes -> {
                    known(at, precedes.first());
                    known(at, precedes.second());
                }
                case Condition.Lasts lasts -> {
                    known(at, lasts.from());
                    lasts.to().forEach(moment -> known(at, moment));
                }
                case Condition.Not not -> check(at, not.condition());
                case Condition.All all -> all.of().forEach(part -> check(at, part));
                case Condition.Any any -> any.of().forEach(part -> check(at, part));
            }
        }

        private void check(Analysis analysis) {
            switch (analysis) {
                case Analysis.Survival survival -> {
                    known("analyses.from", survival.from());
                    known("analyses.endpoint", survival.endpoint());
                    known("analyses.censored", survival.censored());
                }
                case Analysis.Proportion proportion -> {
                    check("analyses.of", proportion.of());
                    if (proportion.among() != null) check("analyses.among", proportion.among());
                }
                case Analysis.Table table -> field("analyses.moment", table.moment(), table.field(), null);
                case Analysis.Description description -> {
                    check(description.of());
                    if (description.among() != null) check("analyses.among", description.among());
                }
            }
        }

        private void check(Measure measure) {
            switch (measure) {
                case Measure.Elapsed elapsed -> {
                    known("analyses.of.from", elapsed.from());
                    elapsed.to().forEach(moment -> known("analyses.of.to", moment));
                }
                case Measure.Field field -> field("analyses.of.moment", field.moment(), field.field(), null);
                case Measure.Age _ -> {}
            }
        }
    }
}
