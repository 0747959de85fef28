package org.accrual.query.views.fold;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Malformed;
import org.accrual.log.format.Reading;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.KeysUnavailableException;
import org.accrual.query.views.Sections;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.store.Batch;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.query.views.store.Place;
import org.accrual.query.views.store.StoredEvent;
import org.accrual.query.views.store.Subject;
import org.accrual.query.views.store.ViewStore;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds one batch of a partition's records into documents. It writes nothing: given the same documents and records it
 * gives the same result, so a batch may be folded again after any failure. What it remembers only saves reading.
 */
public final class Fold {
    /**
     * What a batch comes to.
     *
     * @param batch to be written
     * @param subjects to be remembered then
     */
    public record Result(Batch batch, Remembered subjects) {}

    /** The subjects as the batch leaves them. */
    public static final class Remembered {
        private final List<Folded> subjects;

        private Remembered(List<Folded> subjects) {
            this.subjects = subjects;
        }
    }

    /** @param ordinal of the record in its chain, from 1 */
    private record Accepted(LogRecord record, long ordinal, Envelope envelope) {
        String subject() {
            return SubjectKind.keyOf(envelope);
        }
    }

    private final String topic;
    private final int partitionCount;
    private final ViewStore store;
    private final Sections sections;
    private final Keyring keys;
    private final RecentSubjects recent = new RecentSubjects();

    public Fold(String topic, int partitionCount, ViewStore store, Sections sections, Keyring keys) {
        this.topic = topic;
        this.partitionCount = partitionCount;
        this.store = store;
        this.sections = sections;
        this.keys = keys;
    }

    /** To be called when a partition is begun with: another instance may have gone on with it meanwhile. */
    public void forget(int partition) {
        recent.forget(partition);
    }

    /** To be called when a batch has been written. */
    public void remember(Remembered subjects) {
        subjects.subjects.forEach(recent::remember);
    }

    /**
     * @param records of one partition, in order, the first at {@code from.next()}
     * @throws Unfoldable that names the record which can't be folded
     * @throws MongoException if the documents can't be read at the moment
     * @throws KeysUnavailableException if the patients' keys can't
     */
    public Result fold(PartitionProgress from, List<ConsumerRecord<byte[], byte[]>> records) {
        AcceptedLog log = from.reader(topic, partitionCount);
        var times = new HashMap<ChainKey, Instant>();
        from.heads().forEach(head -> times.put(head.key(), head.recordedAt()));
        var accepted = new ArrayList<Accepted>();
        RecordHash last = from.witness();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Reading reading = guarded(record.partition(), record.offset(), () -> read(log, record, times));
            last = switch (reading) {
                case Reading.AcceptedRecord(LogRecord it, ChainHead head) -> {
                    accepted.add(guarded(
                            it.partition(),
                            it.offset(),
                            () -> new Accepted(it, head.count(), EventRecords.envelope(it))));
                    yield it.hash();
                }
                case Reading.VoidRecord(LogRecord it) -> it.hash();
                case Reading.MalformedRecord(Malformed _) -> null;
            };
        }
        return fold(accepted, from.movedTo(log, last));
    }

    /** The writer keeps time from running backwards in a chain; "as of an instant" relies on it. */
    private static Reading read(AcceptedLog log, ConsumerRecord<byte[], byte[]> record, Map<ChainKey, Instant> times) {
        Reading reading = log.read(record);
        if (reading instanceof Reading.AcceptedRecord(LogRecord _, ChainHead head)) {
            Instant before = times.put(head.key(), head.recordedAt());
            if (before != null && head.recordedAt().isBefore(before))
                throw new IllegalStateException("recorded before its predecessor in " + head.key());
        }
        return reading;
    }

    private Result fold(List<Accepted> accepted, PartitionProgress progress) {
        var working = new Working(load(accepted), keys);
        for (Accepted it : accepted)
            guarded(progress.partition(), it.record().offset(), () -> {
                working.take(it.record(), it.ordinal());
                return it;
            });
        List<Folded> changed = working.changed();
        var documents = new ArrayList<Subject>();
        for (Folded subject : changed)
            documents.add(
                    guarded(progress.partition(), subject.subject().last().offset(), () -> subject.document(sections)));
        return new Result(working.batch(documents, progress), new Remembered(changed));
    }

    /** The subjects of the events as they are before the batch: remembered, stored, or not seen yet. */
    private Map<String, Folded> load(List<Accepted> accepted) {
        var first = new LinkedHashMap<String, Accepted>();
        accepted.forEach(it -> first.putIfAbsent(it.subject(), it));
        var subjects = new HashMap<String, Folded>();
        Map<SubjectKind, Set<String>> unknown = new EnumMap<>(SubjectKind.class);
        first.forEach((key, it) -> recent.find(key)
                .ifPresentOrElse(
                        known -> subjects.put(key, known),
                        () -> unknown.computeIfAbsent(SubjectKind.of(it.envelope()), _ -> new LinkedHashSet<>())
                                .add(key)));
        unknown.forEach((kind, itsKeys) -> stored(store.subjects(kind, itsKeys).values(), first)
                .forEach(folded -> subjects.put(folded.subject().key(), folded)));
        first.forEach((key, it) -> subjects.computeIfAbsent(key, _ -> unseen(it)));
        return subjects;
    }

    private List<Folded> stored(Collection<Subject> subjects, Map<String, Accepted> first) {
        var lengths = new HashMap<String, Long>();
        for (Subject subject : subjects) if (!subject.erased()) lengths.put(subject.key(), subject.sequence());
        Map<String, List<StoredEvent>> events = store.events().streams(lengths);
        return subjects.stream()
                .map(subject -> guarded(
                        subject.partition(),
                        first.get(subject.key()).record().offset(),
                        () -> Folded.stored(subject, events.getOrDefault(subject.key(), List.of()), sections)))
                .toList();
    }

    private Folded unseen(Accepted first) {
        Envelope envelope = first.envelope();
        Place place = Place.of(first.record().offset(), envelope.recordedAt());
        return Folded.unseen(envelope, place, first.record().partition(), sections);
    }

    /** Whatever can't be done with a record names it, except what will pass by itself. */
    private <T> T guarded(int partition, long offset, Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException | KeysUnavailableException | Unfoldable e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Unfoldable(topic, partition, offset, e);
        }
    }
}
