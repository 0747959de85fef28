package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.accrual.query.analysis.plan.PlanProblem.Reason;

/**
 * A named point of a patient's timeline: one fact, found by its type and fields, or the first to come of other moments.
 * A patient whose timeline has no such fact has not come to that moment.
 *
 * @param events types of the facts that count
 * @param where what their fields must hold, by field
 * @param nth which of them in clinical order, from 1; -1 is the last one; null is the first
 * @param after only facts later than this moment, which is defined before; null for all
 * @param before only facts earlier than this moment, which is defined before; null for all
 * @param firstOf names of moments defined before, instead of events
 * @param sameDay whether facts on the very day of {@code after} or {@code before} count, too; null, like false, if only
 *     a death does
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Moment(
        String name,
        List<String> events,
        Map<String, Accepted> where,
        Integer nth,
        String after,
        String before,
        List<String> firstOf,
        Boolean sameDay) {
    private static final int MOST_FACTS = 1000;

    static Moment read(Part at, Vocabulary words) {
        String name = at.need("name", Part::slug);
        if (name != null && words.knows(name)) at.problem(Reason.REPEATED, "'" + name + "' stands twice");
        List<String> events = at.list("events", 0, Plan.MOST_ENTRIES, FactFields::eventType);
        List<String> firstOf = at.list("firstOf", 0, Plan.MOST_ENTRIES, words::moment);
        Set<String> known = new LinkedHashSet<>(events);
        known.addAll(words.eventsOf(firstOf));
        var where = at.maybe("where", part -> words.where(part, known));
        var moment = new Moment(
                name,
                events,
                where == null ? Map.of() : where,
                at.maybe("nth", Moment::place),
                at.maybe("after", words::moment),
                at.maybe("before", words::moment),
                firstOf,
                at.maybe("sameDay", Part::yesNo));
        moment.checkTogether(at);
        if (name != null && !words.knows(name)) words.define(name, known);
        return moment;
    }

    private static Integer place(Part at) {
        Integer nth = at.whole(-MOST_FACTS, MOST_FACTS);
        return Objects.equals(nth, 0) ? at.problem(Reason.OUT_OF_RANGE, "counts from 1, or from -1 backwards") : nth;
    }

    private void checkTogether(Part at) {
        if (at.has("events") == at.has("firstOf"))
            at.problem(Reason.CONTRADICTION, "needs either events or firstOf", List.of("events", "firstOf"));
        else if (at.has("firstOf")
                && List.of("nth", "after", "before", "where", "sameDay").stream()
                        .anyMatch(at::has)) at.problem(Reason.CONTRADICTION, "takes nothing beside firstOf");
        else if (sameDay != null && after == null && before == null)
            at.problem(Reason.CONTRADICTION, "has sameDay without after or before");
    }

    public int place() {
        return nth == null ? 1 : nth;
    }

    public boolean countsSameDay() {
        return Boolean.TRUE.equals(sameDay);
    }
}
