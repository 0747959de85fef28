package org.accrual.query.views.store;

import java.nio.charset.StandardCharsets;
import org.accrual.log.format.LogRecord;
import org.accrual.query.views.Cut;
import org.accrual.query.views.SpoiltView;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.events.StudyJson;
import org.bson.Document;

/**
 * An event as it is kept: what is needed to replay it, read again by the codec that reads the log.
 *
 * @param offset in its chain's partition
 * @param hash of its record, hexadecimal
 * @param payloadRevision the revision of the payload here: the event's current one when it was projected
 * @param payload JSON, decrypted; null once erased: what is left is what the record's headers say
 */
public record StoredEvent(
        int partition, long offset, String hash, Envelope envelope, int payloadRevision, String payload) {
    private static final String ERASED = "erased";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String HASH = "hash";
    private static final String ENVELOPE = "envelope";
    private static final String PAYLOAD_REVISION = "payloadRevision";
    private static final String PAYLOAD = "payload";

    public static StoredEvent of(LogRecord record, RecordedEvent recorded) {
        return new StoredEvent(
                record.partition(),
                record.offset(),
                record.hash().hex(),
                recorded.envelope(),
                EventCodec.revisionOf(recorded.event().getClass()),
                new String(EventCodec.encode(recorded.event()), StandardCharsets.UTF_8));
    }

    public static StoredEvent erased(LogRecord record, Envelope envelope) {
        return new StoredEvent(
                record.partition(), record.offset(), record.hash().hex(), envelope, 0, null);
    }

    StoredEvent erased() {
        return new StoredEvent(partition, offset, hash, envelope, 0, null);
    }

    static StoredEvent read(Document document) {
        return SpoiltView.read(
                "the event of partition " + document.get(PARTITION) + ", offset " + document.get(OFFSET),
                () -> new StoredEvent(
                        document.getInteger(PARTITION),
                        document.getLong(OFFSET),
                        document.getString(HASH),
                        StudyJson.MAPPER.readValue(document.getString(ENVELOPE), Envelope.class),
                        document.getInteger(PAYLOAD_REVISION),
                        document.getString(PAYLOAD)));
    }

    /** Comes after any that was not erased. */
    Document document() {
        return new Document(ERASED, isErased())
                .append(PARTITION, partition)
                .append(OFFSET, offset)
                .append(HASH, hash)
                .append(ENVELOPE, StudyJson.MAPPER.writeValueAsString(envelope))
                .append(PAYLOAD_REVISION, payloadRevision)
                .append(PAYLOAD, payload);
    }

    public boolean isErased() {
        return payload == null;
    }

    public boolean isBefore(Cut cut) {
        return cut.includes(partition, offset, envelope.recordedAt());
    }

    public StudyEvent event() {
        return SpoiltView.read(
                "the event of partition " + partition + ", offset " + offset,
                () -> EventCodec.decode(envelope.type(), payloadRevision, payload.getBytes(StandardCharsets.UTF_8)));
    }

    public RecordedEvent recorded() {
        return new RecordedEvent(envelope, event());
    }
}
