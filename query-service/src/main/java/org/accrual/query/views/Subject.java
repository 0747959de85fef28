package org.accrual.query.views;

import java.util.ArrayList;
import java.util.List;
import org.accrual.study.events.Envelope;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.StudyId;
import org.bson.Document;

/**
 * A subject's document: its events, and beside them what follows from them. Written only over one that has seen less.
 *
 * @param center null for a study's own
 * @param lastOffset of the last event seen, in the subject's partition
 * @param erased no payload can be read any more: the document keeps no event
 */
record Subject(
        String key,
        StudyId study,
        CenterId center,
        int partition,
        long lastOffset,
        boolean erased,
        List<StoredEvent> events) {
    static final String KEY = "_id";
    static final String STUDY = "study";
    static final String CENTER = "center";
    static final String PARTITION = "partition";
    static final String FIRST_OFFSET = "firstOffset";
    static final String LAST_OFFSET = "lastOffset";
    static final String ERASED = "erased";
    static final String SUBJECT_NUMBER = "subjectNumber";
    static final String TIMELINE = "timeline";
    static final String FINDINGS = TIMELINE + ".findings";
    private static final String EVENTS = "events";
    private static final long NOTHING_SEEN = -1;

    Subject {
        events = List.copyOf(events);
    }

    /** Before its first event. */
    static Subject unseen(Envelope first, int partition) {
        return new Subject(
                SubjectView.keyOf(first), first.study(), first.center(), partition, NOTHING_SEEN, false, List.of());
    }

    static Subject read(Document document) {
        String center = document.getString(CENTER);
        return new Subject(
                document.getString(KEY),
                new StudyId(document.getString(STUDY)),
                center == null ? null : new CenterId(center),
                document.getInteger(PARTITION),
                document.getLong(LAST_OFFSET),
                document.getBoolean(ERASED),
                document.getList(EVENTS, Document.class).stream()
                        .map(StoredEvent::read)
                        .toList());
    }

    Document document() {
        return new Document(KEY, key)
                .append(STUDY, study.value())
                .append(CENTER, center == null ? null : center.value())
                .append(PARTITION, partition)
                .append(
                        FIRST_OFFSET,
                        events.isEmpty() ? lastOffset : events.getFirst().offset())
                .append(LAST_OFFSET, lastOffset)
                .append(ERASED, erased)
                .append(EVENTS, events.stream().map(StoredEvent::document).toList());
    }

    Subject with(StoredEvent event) {
        var next = new ArrayList<>(events);
        next.add(event);
        return new Subject(key, study, center, partition, event.offset(), erased, next);
    }

    /** After an event that nobody can read any more: what was readable before goes, too. */
    Subject erasedAt(long offset) {
        return new Subject(key, study, center, partition, offset, true, List.of());
    }

    /** What had been recorded before that offset. */
    List<StoredEvent> before(long offset) {
        return events.stream().filter(event -> event.offset() < offset).toList();
    }

    List<StoredEvent> upTo(Cut cut) {
        return events.stream()
                .filter(event ->
                        cut.includes(partition, event.offset(), event.envelope().recordedAt()))
                .toList();
    }
}
