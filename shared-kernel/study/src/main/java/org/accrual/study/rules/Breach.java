package org.accrual.study.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.accrual.study.patient.Fact;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/**
 * One place in which a record breaks a rule.
 *
 * @param event the event that the site has to look at
 * @param refusals why an event would be refused that broke the rule by being new. Either of two that contradict each
 *     other may be; none is where the rule only asks
 */
public record Breach(EventId event, Map<EventId, Refusal> refusals) {
    public Breach {
        refusals = Map.copyOf(refusals);
    }

    static Breach at(EventId event) {
        return new Breach(event, Map.of());
    }

    static Breach at(Fact<?> fact) {
        return at(fact.id());
    }

    Breach refusing(Fact<?> newcomer, Reason reason, String detail, String field) {
        var all = new LinkedHashMap<>(refusals);
        all.put(newcomer.id(), new Refusal(reason, detail, field));
        return new Breach(event, all);
    }

    /** Why the event would be refused if it was the new one; empty if this breach is not of its making. */
    public Optional<Refusal> refusalOf(EventId newcomer) {
        return Optional.ofNullable(refusals.get(newcomer));
    }
}
