package org.accrual.query.analysis.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.accrual.query.analysis.plan.PlanProblem.Reason;

/** The moments that a plan has defined so far, and what the fields of their facts can hold. */
public final class Vocabulary {
    /** Types of the facts that each moment can be; empty for a moment that could not be read. */
    private final Map<String, Set<String>> eventsOf = new LinkedHashMap<>();

    void define(String moment, Set<String> events) {
        eventsOf.put(moment, events);
    }

    boolean knows(String moment) {
        return eventsOf.containsKey(moment);
    }

    Set<String> eventsOf(String moment) {
        return moment == null ? Set.of() : eventsOf.getOrDefault(moment, Set.of());
    }

    Set<String> eventsOf(List<String> moments) {
        var events = new LinkedHashSet<String>();
        moments.forEach(moment -> events.addAll(eventsOf(moment)));
        return events;
    }

    /** The name of a moment that is defined before. */
    public String moment(Part at) {
        String name = at.text();
        if (name == null || knows(name)) return name;
        return at.problem(
                Reason.UNKNOWN_MOMENT,
                "names the moment '" + name + "', which is not defined before",
                List.copyOf(eventsOf.keySet()));
    }

    /** A field of the moment's fact that holds single values: words, text, numbers, days, yes or no. */
    public String field(Part at, String moment) {
        String path = at.text();
        if (path == null) return null;
        for (String event : eventsOf(moment)) {
            FactField field = FactFields.find(at, event, path);
            if (field == null) return null;
            if (!field.kind().single())
                return at.problem(
                        Reason.WRONG_TYPE,
                        "names '" + path + "', which is " + field.kind().words(),
                        field.inner());
        }
        return path;
    }

    /** A field of the moment's fact that holds numbers. */
    public String number(Part at, String moment) {
        String path = at.text();
        if (path == null) return null;
        for (String event : eventsOf(moment)) {
            FactField field = FactFields.find(at, event, path);
            if (field == null) return null;
            if (!field.kind().number())
                return at.problem(
                        Reason.WRONG_TYPE,
                        "names '" + path + "' of " + event + ", which is "
                                + field.kind().words() + " and not a number",
                        FactFields.numbers(event));
        }
        return path;
    }

    /** What fields of such facts must hold, by field; empty if nothing is said. */
    Map<String, Accepted> where(Part at, Set<String> events) {
        var where = new TreeMap<String, Accepted>();
        for (Part entry : at.named()) {
            String path = entry.name();
            Accepted accepted = Accepted.read(entry);
            if (accepted == null) continue;
            where.put(path, accepted);
            for (String event : events) {
                FactField field = FactFields.find(entry, event, path);
                if (field == null) break;
                accepted.check(entry, field);
            }
        }
        return Collections.unmodifiableMap(where);
    }
}
