package org.accrual.command.eventstore;

import java.util.List;
import java.util.Map;
import org.accrual.command.eventstore.axon.AxonModule;
import org.accrual.command.eventstore.axon.EnvelopeMetadata;
import org.accrual.command.eventstore.axon.HotStates;
import org.accrual.command.eventstore.axon.StudyEventTypes;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.EventId;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/** The service's own Axon configuration over Axon's engine in the heap, for deciders' tests. */
public final class InMemoryAxon {
    private InMemoryAxon() {}

    public static EventSourcingConfigurer with(AxonModule... modules) {
        return StudyEventStore.axon(new Engine(), new HotStates(HotStates.EVENTS_MAX), List.of(modules));
    }

    private static final class Engine extends InMemoryEventStorageEngine {
        @Override
        public MessageStream<EventMessage> source(SourcingCondition condition, ProcessingContext context) {
            return super.source(condition, context).mapMessage(RecordedEvents::of);
        }
    }

    public static EventMessage event(EventId id, StudyEvent event, CommandOrigin origin) {
        return new GenericEventMessage(
                id.toString(),
                StudyEventTypes.typeOf(EventCodec.typeOf(event), EventCodec.revisionOf(event.getClass())),
                event,
                EnvelopeMetadata.of(origin),
                java.time.Instant.parse("2026-01-05T08:00:00Z"));
    }

    public static Map<String, String> metadata(CommandOrigin origin) {
        return EnvelopeMetadata.of(origin);
    }
}
