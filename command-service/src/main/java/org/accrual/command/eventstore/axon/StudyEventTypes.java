package org.accrual.command.eventstore.axon;

import java.util.Optional;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.StudyEvent;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;

/** Axon's names of our events are the log's: {@code org.accrual.ImatinibStarted}, with the revision as version. */
public final class StudyEventTypes implements MessageTypeResolver {
    private static final String NAMESPACE = "org.accrual";

    /** For criteria that ask for certain types. */
    public static QualifiedName nameOf(Class<? extends StudyEvent> type) {
        return nameOf(type.getSimpleName());
    }

    static QualifiedName nameOf(String simpleName) {
        return new QualifiedName(NAMESPACE, simpleName);
    }

    public static MessageType typeOf(String simpleName, int revision) {
        return new MessageType(nameOf(simpleName), Integer.toString(revision));
    }

    @Override
    public Optional<MessageType> resolve(Class<?> payloadType) {
        if (!StudyEvent.class.isAssignableFrom(payloadType)) return Optional.empty();
        Class<? extends StudyEvent> event = payloadType.asSubclass(StudyEvent.class);
        return Optional.of(typeOf(event.getSimpleName(), EventCodec.revisionOf(event)));
    }
}
