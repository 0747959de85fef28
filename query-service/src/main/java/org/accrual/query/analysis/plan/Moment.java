package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

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
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Moment(
        String name,
        List<String> events,
        Map<String, Accepted> where,
        Integer nth,
        String after,
        String before,
        List<String> firstOf) {
    private static final int MOST_FACTS = 1000;

    public Moment {
        Check.slug("moments.name", name);
        events = Check.list("moments.events", events);
        where = Check.map("moments.where", where);
        firstOf = Check.list("moments.firstOf", firstOf);
        Check.between("moments.nth", nth, -MOST_FACTS, MOST_FACTS);
        if (nth != null && nth == 0) throw new InvalidValue("moments.nth", "counts from 1, or from -1 backwards");
        if (events.isEmpty() == firstOf.isEmpty())
            throw new InvalidValue("moments.events", "or firstOf is needed in '" + name + "', and not both");
        if (events.isEmpty() && (nth != null || after != null || before != null || !where.isEmpty()))
            throw new InvalidValue("moments.firstOf", "takes nothing beside it in '" + name + "'");
        for (String event : events) {
            FactFields.eventType("moments.events", event);
            for (var field : where.entrySet())
                FactFields.check("moments.where." + field.getKey(), event, field.getKey(), field.getValue());
        }
    }

    public int place() {
        return nth == null ? 1 : nth;
    }
}
