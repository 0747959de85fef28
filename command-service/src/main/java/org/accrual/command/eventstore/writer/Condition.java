package org.accrual.command.eventstore.writer;

import java.util.Collection;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What an append rests on: that no event meeting the criteria entered its chain at or after the marker.
 *
 * @param criteria null for an append that rests on nothing
 * @param marker the number of events that the writer had read when the decision was made; 0 stands for an empty history
 */
public record Condition(EventCriteria criteria, long marker) {
    /** Always met. */
    public static final Condition NONE = new Condition(null, 0);

    boolean isViolatedBy(EventLabel label) {
        return criteria != null && label.meets(criteria);
    }

    boolean isViolatedByAny(Collection<EventLabel> labels) {
        return criteria != null && labels.stream().anyMatch(this::isViolatedBy);
    }

    /** A marker taken before the log was truncated speaks of a history that no longer exists. */
    boolean isOlderThan(long firstMarkerOfHistory) {
        return criteria != null && marker > 0 && marker < firstMarkerOfHistory;
    }
}
