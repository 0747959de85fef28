package org.accrual.command.eventstore.writer;

import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** All that a condition or a criterion sees of an event: never its payload. */
public record EventLabel(QualifiedName type, Set<Tag> tags) {
    boolean meets(EventCriteria criteria) {
        return criteria.matches(type, tags);
    }
}
