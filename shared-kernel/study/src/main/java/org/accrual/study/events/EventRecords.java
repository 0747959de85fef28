package org.accrual.study.events;

import java.util.Optional;
import java.util.UUID;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.LogRecord;
import org.accrual.log.keys.Keyring;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;

/** Where bytes become meanings: accepted records of the log to events with their envelopes. */
public final class EventRecords {
    private EventRecords() {}

    /** What a record's headers say; needs no key. */
    public static Envelope envelope(LogRecord record) {
        Attributes attributes = record.attributes();
        String center = record.key().center();
        return new Envelope(
                new EventId(UUID.fromString(attributes.id())),
                attributes.type(),
                attributes.revision(),
                new StudyId(record.key().study()),
                center == null ? null : new CenterId(center),
                attributes.subject() == null ? null : PatientId.of(attributes.subject()),
                attributes.sequence(),
                attributes.time(),
                attributes.actor(),
                Role.valueOf(attributes.role()),
                new CommandId(UUID.fromString(attributes.commandId())),
                attributes.keyId(),
                record.predecessor().hex());
    }

    /**
     * @return the event; empty if its patient was erased
     * @throws EventCodec.UnreadableEvent if this version can't read it (no command of ours writes batches)
     * @throws org.accrual.log.keys.MissingKeyException if the key is neither there nor erased
     */
    public static Optional<RecordedEvent> read(LogRecord record, Keyring keys) {
        Attributes attributes = record.attributes();
        if (attributes.content() == Attributes.Content.BATCH)
            throw new EventCodec.UnreadableEvent("a batch at " + record.position() + " is no event of a study", null);
        return switch (keys.open(record)) {
            case Keyring.Plaintext(byte[] json) ->
                Optional.of(new RecordedEvent(
                        envelope(record), EventCodec.decode(attributes.type(), attributes.revision(), json)));
            case Keyring.ErasedPayload _ -> Optional.empty();
        };
    }
}
