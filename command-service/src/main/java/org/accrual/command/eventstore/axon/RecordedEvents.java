package org.accrual.command.eventstore.axon;

import java.util.UUID;
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

/** What an Axon message says in the kernel's words, for the one {@code evolve} of a state. */
public final class RecordedEvents {
    /** An event that its command has just decided on has no place in its stream yet. */
    private static final long NOT_YET_RECORDED = 0;

    private RecordedEvents() {}

    /** An event of the history, or one just decided on, whose sequence is 0 and whose predecessor is null. */
    public static RecordedEvent of(EventMessage message) {
        return switch (message.payload()) {
            case RecordedEvent recorded -> recorded;
            case StudyEvent decided -> new RecordedEvent(envelope(message, decided), decided);
            case null, default -> throw new IllegalArgumentException("no event of a study: " + message.type());
        };
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
                NOT_YET_RECORDED,
                message.timestamp(),
                EnvelopeMetadata.require(message, EnvelopeMetadata.ACTOR),
                Role.valueOf(EnvelopeMetadata.require(message, EnvelopeMetadata.ROLE)),
                new CommandId(UUID.fromString(EnvelopeMetadata.require(message, EnvelopeMetadata.COMMAND_ID))),
                null,
                null);
    }
}
