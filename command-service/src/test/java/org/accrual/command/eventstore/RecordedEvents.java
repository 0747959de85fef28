package org.accrual.command.eventstore;

import java.util.UUID;
import org.accrual.command.eventstore.axon.EnvelopeMetadata;
import org.accrual.log.format.ChainKey;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/** Given events as the log would bring them: with their envelopes. */
final class RecordedEvents {
    /** Given events have no place in a stream. */
    private static final long NO_SEQUENCE = 0;

    private RecordedEvents() {}

    /** Whatever is no event of a study, such as the end of a stream, stays as it is. */
    static EventMessage of(EventMessage message) {
        if (!(message.payload() instanceof StudyEvent event)) return message;
        return new GenericEventMessage(
                message.identifier(),
                message.type(),
                new RecordedEvent(envelope(message, event), event),
                message.metadata(),
                message.timestamp());
    }

    private static Envelope envelope(EventMessage message, StudyEvent event) {
        ChainKey chain = EnvelopeMetadata.chain(message);
        String patient = EnvelopeMetadata.patientOrNull(message);
        return new Envelope(
                new EventId(UUID.fromString(message.identifier())),
                EventCodec.typeOf(event),
                EventCodec.revisionOf(event.getClass()),
                new StudyId(chain.study()),
                chain.center() == null ? null : new CenterId(chain.center()),
                patient == null ? null : PatientId.of(patient),
                NO_SEQUENCE,
                message.timestamp(),
                EnvelopeMetadata.require(message, EnvelopeMetadata.ACTOR),
                Role.valueOf(EnvelopeMetadata.require(message, EnvelopeMetadata.ROLE)),
                new CommandId(UUID.fromString(EnvelopeMetadata.require(message, EnvelopeMetadata.COMMAND_ID))),
                null,
                null);
    }
}
