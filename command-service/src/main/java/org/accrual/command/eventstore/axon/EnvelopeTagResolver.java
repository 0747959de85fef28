package org.accrual.command.eventstore.axon;

import java.util.Set;
import org.accrual.study.events.PatientEvent;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** An event's tags follow from its envelope, exactly as {@link StudyRecordCodec#labels} reads them from its record. */
public final class EnvelopeTagResolver implements TagResolver {
    @Override
    public Set<Tag> resolve(EventMessage event) {
        boolean ofPatient = event.payload() instanceof PatientEvent;
        String patient = ofPatient ? EnvelopeMetadata.require(event, EnvelopeMetadata.PATIENT) : null;
        return ChainTags.of(EnvelopeMetadata.chain(event), patient);
    }
}
