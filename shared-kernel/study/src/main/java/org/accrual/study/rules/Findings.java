package org.accrual.study.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.EventId;

/** Contradictions and gaps of a patient's record: every breach of every rule, a pure function of the state. */
public final class Findings {
    private Findings() {}

    /** @return in clinical order of the events; what concerns the whole record comes last. Empty for a patient who does not exist */
    public static List<Finding> of(PatientState state) {
        if (!state.exists()) return List.of();
        Timeline record = state.timeline();
        Map<EventId, Integer> places = places(record);
        return Arrays.stream(Rule.values())
                .flatMap(rule -> rule.breaches(record).map(breach -> Finding.of(rule, breach.event())))
                .sorted(Comparator.comparingInt(finding -> places.getOrDefault(finding.event(), places.size())))
                .toList();
    }

    private static Map<EventId, Integer> places(Timeline record) {
        var places = new HashMap<EventId, Integer>();
        record.facts().forEach(fact -> places.put(fact.id(), places.size()));
        return places;
    }
}
