package org.accrual.command.eventstore.axon;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.accrual.command.eventstore.keys.PatientKeyWriter;
import org.accrual.command.eventstore.writer.EventLabel;
import org.accrual.command.eventstore.writer.HistoryEvent;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.PatientKey;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.EventRecords;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyEvent;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;

/**
 * Our events as records: one command, one event, one record. A patient's event is encrypted under the patient's key. What
 * is sourced has a {@link RecordedEvent} as its payload.
 */
public final class StudyRecordCodec implements RecordCodec {
    /** Stand where the chain will put its own values. */
    private static final Instant NOT_YET = Instant.EPOCH;

    private static final long NO_SEQUENCE_YET = 1;

    private final PatientKeyWriter keyWriter;
    private final Keyring keyring;

    public StudyRecordCodec(PatientKeyWriter keyWriter, Keyring keyring) {
        this.keyWriter = keyWriter;
        this.keyring = keyring;
    }

    @Override
    public ChainKey chainOf(TaggedEventMessage<?> event) {
        return EnvelopeMetadata.chain(event.event());
    }

    @Override
    public List<ChainKey> chainsOf(EventCriteria criteria) {
        return criteria.flatten().stream()
                .map(StudyRecordCodec::chainOf)
                .distinct()
                .toList();
    }

    private static ChainKey chainOf(EventCriterion criterion) {
        return RecordCodec.tag(criterion.tags(), ChainTags.CHAIN)
                .map(ChainKey::new)
                .orElseThrow(() -> new IllegalArgumentException("events are found by their chain first: " + criterion));
    }

    @Override
    public RecordDraft encode(ChainKey chain, List<TaggedEventMessage<?>> events) {
        if (events.size() != 1)
            throw new IllegalArgumentException("one command records one event, not " + events.size());
        EventMessage message = events.getFirst().event();
        StudyEvent event = message.payloadAs(StudyEvent.class);
        byte[] json = EventCodec.encode(event);
        if (!(event instanceof PatientEvent))
            return new RecordDraft(chain, attributes(message, event, null, null), json);
        String patient = EnvelopeMetadata.require(message, EnvelopeMetadata.PATIENT);
        PatientKey key = keyWriter.keyFor(chain, patient);
        byte[] sealed = key.seal(chain, message.identifier(), EventCodec.typeOf(event), json);
        return new RecordDraft(chain, attributes(message, event, patient, key.id()), sealed);
    }

    private static Attributes attributes(Message message, StudyEvent event, String subjectOrNull, String keyIdOrNull) {
        return new Attributes(
                message.identifier(),
                EventCodec.typeOf(event),
                EventCodec.revisionOf(event.getClass()),
                NOT_YET,
                subjectOrNull,
                NO_SEQUENCE_YET,
                EnvelopeMetadata.require(message, EnvelopeMetadata.COMMAND_ID),
                RecordHash.parse(EnvelopeMetadata.require(message, EnvelopeMetadata.COMMAND_HASH)),
                EnvelopeMetadata.require(message, EnvelopeMetadata.ACTOR),
                EnvelopeMetadata.require(message, EnvelopeMetadata.ROLE),
                keyIdOrNull,
                keyIdOrNull == null ? Attributes.Content.PLAIN : Attributes.Content.ENCRYPTED);
    }

    @Override
    public List<EventLabel> labels(LogRecord record) {
        return labelsOf(record);
    }

    public static List<EventLabel> labelsOf(LogRecord record) {
        return List.of(new EventLabel(
                StudyEventTypes.nameOf(record.attributes().type()),
                ChainTags.of(record.key(), record.attributes().subject())));
    }

    @Override
    public Function<HistoryEvent, Optional<EventMessage>> decoder() {
        Keyring remembering = remembering(keyring);
        return event -> EventRecords.read(event.record(), remembering).map(StudyRecordCodec::message);
    }

    private static EventMessage message(RecordedEvent event) {
        return new GenericEventMessage(
                event.id().toString(),
                StudyEventTypes.typeOf(event.envelope().type(), event.envelope().revision()),
                event,
                Map.of(),
                event.envelope().recordedAt());
    }

    /** Unwraps each key once: a patient's events have one key. */
    private static Keyring remembering(Keyring keyring) {
        Map<String, Keyring.KeyState> found = new HashMap<>();
        return keyId -> found.computeIfAbsent(keyId, keyring::find);
    }
}
