package org.accrual.query.views;

import java.nio.charset.StandardCharsets;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyJson;
import org.bson.Document;

/**
 * An event as a document keeps it: what is needed to replay it, read again by the codec that reads the log.
 *
 * @param offset in its chain's partition
 * @param payloadRevision the revision of the payload here: the event's current one when it was projected
 * @param payload JSON, decrypted
 */
record StoredEvent(long offset, Envelope envelope, int payloadRevision, String payload) {
    private static final String OFFSET = "offset";
    private static final String ENVELOPE = "envelope";
    private static final String PAYLOAD_REVISION = "payloadRevision";
    private static final String PAYLOAD = "payload";

    static StoredEvent of(long offset, RecordedEvent recorded) {
        return new StoredEvent(
                offset,
                recorded.envelope(),
                EventCodec.revisionOf(recorded.event().getClass()),
                new String(EventCodec.encode(recorded.event()), StandardCharsets.UTF_8));
    }

    static StoredEvent read(Document document) {
        return new StoredEvent(
                document.getLong(OFFSET),
                StudyJson.MAPPER.readValue(document.getString(ENVELOPE), Envelope.class),
                document.getInteger(PAYLOAD_REVISION),
                document.getString(PAYLOAD));
    }

    Document document() {
        return new Document(OFFSET, offset)
                .append(ENVELOPE, StudyJson.MAPPER.writeValueAsString(envelope))
                .append(PAYLOAD_REVISION, payloadRevision)
                .append(PAYLOAD, payload);
    }

    RecordedEvent recorded() {
        byte[] json = payload.getBytes(StandardCharsets.UTF_8);
        return new RecordedEvent(envelope, EventCodec.decode(envelope.type(), payloadRevision, json));
    }
}
