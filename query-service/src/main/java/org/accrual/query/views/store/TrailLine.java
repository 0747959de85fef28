package org.accrual.query.views.store;

import org.accrual.log.format.LogRecord;
import org.accrual.query.views.SubjectKind;
import org.accrual.study.events.Envelope;
import org.bson.Document;

/**
 * An event's line in its chain's trail: what one looks for, and where the event lies.
 *
 * @param chain the chain's key
 * @param ordinal in the chain, from 1
 */
public record TrailLine(
        String chain, long ordinal, int partition, Place place, Events.Key event, String actor, String type) {
    private static final String ORDINAL = "ordinal";
    private static final String PARTITION = "partition";
    private static final String PLACE = "place";
    private static final String STREAM = "stream";
    private static final String SEQUENCE = "sequence";
    private static final String ACTOR = "actor";
    private static final String TYPE = "type";

    public static TrailLine of(LogRecord record, long ordinal, Envelope envelope) {
        return new TrailLine(
                record.key().text(),
                ordinal,
                record.partition(),
                Place.of(record.offset(), envelope.recordedAt()),
                new Events.Key(SubjectKind.keyOf(envelope), envelope.sequence()),
                envelope.actor(),
                envelope.type());
    }

    static TrailLine read(String chain, Document document) {
        return new TrailLine(
                chain,
                document.getLong(ORDINAL),
                document.getInteger(PARTITION),
                Place.read(document.get(PLACE, Document.class)),
                new Events.Key(document.getString(STREAM), document.getLong(SEQUENCE)),
                document.getString(ACTOR),
                document.getString(TYPE));
    }

    Document document() {
        return new Document(ORDINAL, ordinal)
                .append(PARTITION, partition)
                .append(PLACE, place.document())
                .append(STREAM, event.stream())
                .append(SEQUENCE, event.sequence())
                .append(ACTOR, actor)
                .append(TYPE, type);
    }
}
