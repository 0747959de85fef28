package org.accrual.query.views.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.accrual.query.views.SubjectKind;
import org.bson.Document;

/**
 * Every subject's events, a few in a document, which is found by the subject's key and the events' sequence. A document
 * that is full is never written again, so an event costs as much after hundreds as after one.
 */
public final class Events {
    static final String COLLECTION = "events";

    private static final int EVENTS_PER_DOCUMENT = 16;
    private static final String EVENTS = "events";

    private final Keyed documents;

    Events(MongoCollection<Document> collection) {
        this.documents = new Keyed(collection);
    }

    /** An event's place: in the stream of a subject, from 1. */
    public record Key(String stream, long sequence) {
        private String document() {
            return Events.document(stream, (sequence - 1) / EVENTS_PER_DOCUMENT);
        }
    }

    private static String document(String stream, long number) {
        return stream + "#" + number;
    }

    /**
     * Streams by their keys, each from its beginning, in order.
     *
     * @param lengths how many events of each to read at least
     */
    public Map<String, List<StoredEvent>> streams(Map<String, Long> lengths) {
        var ids = new ArrayList<String>();
        lengths.forEach((stream, length) -> LongStream.rangeClosed(0, (length - 1) / EVENTS_PER_DOCUMENT)
                .forEach(number -> ids.add(document(stream, number))));
        var streams = new HashMap<String, List<StoredEvent>>();
        lengths.keySet().forEach(stream -> streams.put(stream, new ArrayList<>()));
        documents.find(
                ids,
                null,
                document -> events(document)
                        .forEach(event ->
                                streams.get(SubjectKind.keyOf(event.envelope())).add(event)));
        streams.values().forEach(events -> events.sort(Comparator.comparing(Events::sequence)));
        return streams;
    }

    public Map<Key, StoredEvent> find(Collection<Key> keys) {
        var ids = new LinkedHashSet<String>();
        keys.forEach(key -> ids.add(key.document()));
        var found = new HashMap<Key, StoredEvent>();
        documents.find(ids, null, document -> events(document).forEach(event -> found.put(keyOf(event), event)));
        return found;
    }

    private static List<StoredEvent> events(Document document) {
        return document.get(EVENTS, Document.class).values().stream()
                .map(event -> StoredEvent.read((Document) event))
                .toList();
    }

    private static Key keyOf(StoredEvent event) {
        return new Key(SubjectKind.keyOf(event.envelope()), sequence(event));
    }

    private static long sequence(StoredEvent event) {
        return event.envelope().sequence();
    }

    static List<WriteModel<Document>> writes(Collection<StoredEvent> events) {
        var writes = new Keyed.Greatest();
        for (StoredEvent event : events)
            writes.put(keyOf(event).document(), EVENTS + "." + sequence(event), event.document());
        return writes.writes();
    }
}
