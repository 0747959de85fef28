package org.accrual.command.eventstore;

import java.util.Set;
import org.accrual.kernel.events.PatientEvent;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** An event's tags follow from its envelope, exactly as {@link StudyRecordCodec#labels} reads them from its record. */
final class EnvelopeTagResolver implements TagResolver {
    @Override
    public Set<Tag> resolve(EventMessage event) {
        boolean ofPatient = event.payload() instanceof PatientEvent;
        String patient = ofPatient ? EnvelopeMetadata.require(event, EnvelopeMetadata.PATIENT) : null;
        return ChainTags.of(EnvelopeMetadata.chain(event), patient);
    }
}
