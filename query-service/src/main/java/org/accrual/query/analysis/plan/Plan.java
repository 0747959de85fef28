package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import tools.jackson.databind.JsonNode;

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
    public static final int MOST_ENTRIES = 60;

    /**
     * @param kinds of analysis, each with its reader
     * @throws InvalidPlan with all that is wrong
     */
    public static Plan read(JsonNode json, Map<String, BiFunction<Part, Vocabulary, ? extends Analysis>> kinds) {
        return Part.whole(json, at -> read(at, kinds));
    }

    private static Plan read(Part at, Map<String, BiFunction<Part, Vocabulary, ? extends Analysis>> kinds) {
        var words = new Vocabulary();
        return new Plan(
                at.need("name", Part::slug),
                at.need("title", Part::text),
                at.list("moments", 0, MOST_ENTRIES, entry -> entry.object(part -> Moment.read(part, words))),
                at.list("cohort", 0, MOST_ENTRIES, entry -> entry.object(part -> Criterion.read(part, words))),
                at.need("groups", part -> Grouping.read(part, words)),
                at.need("partialDates", part -> part.word(PartialDates.class)),
                at.list("notes", 0, MOST_ENTRIES, Part::text),
                analyses(at, words, kinds));
    }

    private static List<Analysis> analyses(
            Part at, Vocabulary words, Map<String, BiFunction<Part, Vocabulary, ? extends Analysis>> kinds) {
        var names = new HashSet<String>();
        var readers = new LinkedHashMap<String, Function<Part, Analysis>>();
        kinds.forEach((kind, read) -> readers.put(kind, part -> read.apply(part, words)));
        return at.list("analyses", 1, MOST_ENTRIES, part -> {
            Analysis analysis = part.oneOf(readers);
            return analysis == null || analysis.name() == null || names.add(analysis.name())
                    ? analysis
                    : part.problem(Reason.REPEATED, "'" + analysis.name() + "' stands twice");
        });
    }
}
