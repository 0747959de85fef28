package org.accrual.query.views.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accrual.log.format.LogRecord;
import org.accrual.log.keys.Keyring;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.store.Batch;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.query.views.store.Place;
import org.accrual.query.views.store.RosterLine;
import org.accrual.query.views.store.StoredEvent;
import org.accrual.query.views.store.Subject;
import org.accrual.query.views.store.TrailLine;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventRecords;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.ChainId;

/** A batch while its records are folded, one after the other, onto the subjects that they concern. */
final class Working {
    private final Map<String, Folded> subjects;
    private final Map<String, Folded> before;
    private final Keyring keys;
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<TrailLine> trail = new ArrayList<>();

    /** @param subjects as they are before the batch */
    Working(Map<String, Folded> subjects, Keyring keys) {
        this.before = subjects;
        this.subjects = new HashMap<>(subjects);
        this.keys = keys;
    }

    /** @param ordinal of the record in its chain, from 1 */
    void take(LogRecord record, long ordinal) {
        Envelope envelope = EventRecords.envelope(record);
        String key = SubjectKind.keyOf(envelope);
        Folded subject = subjects.get(key);
        subject.requireOwn(record, envelope);
        Optional<RecordedEvent> recorded =
                subject.subject().erased() ? Optional.empty() : EventRecords.read(record, keys);
        subjects.put(key, next(subject, record, envelope, recorded));
        events.add(recorded.map(event -> StoredEvent.of(record, event))
                .orElseGet(() -> StoredEvent.erased(record, envelope)));
        trail.add(TrailLine.of(record, ordinal, envelope));
    }

    private static Folded next(Folded subject, LogRecord record, Envelope envelope, Optional<RecordedEvent> recorded) {
        Place place = Place.of(record.offset(), envelope.recordedAt());
        // Read again after a crash, or written meanwhile by another instance: the document has seen it.
        if (!subject.isNew(record))
            return recorded.isPresent() || subject.subject().erased() ? subject : subject.erased();
        return recorded.map(event -> subject.after(event, place)).orElseGet(() -> subject.afterErased(envelope, place));
    }

    Folded subject(String key) {
        return subjects.get(key);
    }

    /** Those that have seen more. */
    List<Folded> changed() {
        return subjects.values().stream()
                .filter(folded -> folded != before.get(folded.subject().key()))
                .toList();
    }

    Batch batch(List<Subject> documents, PartitionProgress progress) {
        var rosters = new HashMap<ChainId, Collection<RosterLine>>();
        var erased = new ArrayList<Subject>();
        for (Folded folded : changed()) {
            Subject subject = folded.subject();
            Folded earlier = before.get(subject.key());
            if (subject.erased() && !earlier.subject().erased()) erased.add(subject);
            folded.rosterLine()
                    .filter(line -> !Optional.of(line).equals(earlier.rosterLine()))
                    .ifPresent(line -> rosters.computeIfAbsent(
                                    new ChainId(subject.study(), subject.center()), _ -> new ArrayList<>())
                            .add(line));
        }
        return new Batch(events, trail, rosters, erased, documents, progress);
    }
}
