package org.accrual.query.views;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Malformed;
import org.accrual.log.format.Reading;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.KeysUnavailableException;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventRecords;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.patient.PatientState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds one batch of a partition's records into documents. It writes nothing and keeps nothing: given the same documents
 * and records it gives the same result, so a batch may be folded again after any failure.
 */
final class Fold {
    /** The documents that exist already, by their key. */
    interface Documents {
        Map<String, Subject> subjects(SubjectView<?> view, Set<String> keys);
    }

    /**
     * What a batch comes to.
     *
     * @param subjects documents that have seen more, each with its view
     * @param progress after the batch
     */
    record Result(List<Changed> subjects, List<AuditEntryAt> audit, PartitionProgress progress) {}

    record Changed(SubjectView<?> view, Subject subject, org.bson.Document fields, boolean newlyErased) {}

    record AuditEntryAt(int partition, long offset, AuditEntry entry) {}

    private final String topic;
    private final int partitionCount;
    private final Documents documents;
    private final Keyring keys;

    Fold(String topic, int partitionCount, Documents documents, Keyring keys) {
        this.topic = topic;
        this.partitionCount = partitionCount;
        this.documents = documents;
        this.keys = keys;
    }

    /**
     * @param records of one partition, in order, the first at {@code from.next()}
     * @throws Unfoldable that names the record which can't be folded
     * @throws MongoException if the documents can't be read at the moment
     * @throws KeysUnavailableException if the patients' keys can't
     */
    Result fold(PartitionProgress from, List<ConsumerRecord<byte[], byte[]>> records) {
        AcceptedLog log = from.reader(topic, partitionCount);
        var times = new HashMap<ChainKey, Instant>();
        from.heads().forEach(head -> times.put(head.key(), head.recordedAt()));
        var accepted = new ArrayList<LogRecord>();
        RecordHash last = from.witness();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Reading reading = guarded(record.partition(), record.offset(), () -> read(log, record, times));
            last = switch (reading) {
                case Reading.AcceptedRecord(LogRecord it, ChainHead _) -> {
                    accepted.add(it);
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

    private Result fold(List<LogRecord> accepted, PartitionProgress progress) {
        Map<String, Working<?>> subjects = load(accepted);
        var audit = new ArrayList<AuditEntryAt>();
        for (LogRecord record : accepted)
            audit.add(guarded(record.partition(), record.offset(), () -> fold(record, subjects)));
        var changed = new ArrayList<Changed>();
        for (Working<?> subject : subjects.values())
            if (subject.changed)
                changed.add(guarded(progress.partition(), subject.subject.lastOffset(), subject::result));
        return new Result(changed, audit, progress);
    }

    private AuditEntryAt fold(LogRecord record, Map<String, Working<?>> subjects) {
        Envelope envelope = EventRecords.envelope(record);
        AuditEntry entry = subjects.get(cacheKey(envelope)).take(record, envelope, keys);
        return new AuditEntryAt(record.partition(), record.offset(), entry);
    }

    private Map<String, Working<?>> load(List<LogRecord> accepted) {
        var wanted = new HashMap<SubjectView<?>, Set<String>>();
        var first = new LinkedHashMap<String, LogRecord>();
        for (LogRecord record : accepted) {
            Envelope envelope = guarded(record.partition(), record.offset(), () -> EventRecords.envelope(record));
            wanted.computeIfAbsent(SubjectView.of(envelope), _ -> new TreeSet<>())
                    .add(SubjectView.keyOf(envelope));
            first.putIfAbsent(cacheKey(envelope), record);
        }
        var known = new HashMap<SubjectView<?>, Map<String, Subject>>();
        wanted.forEach((view, subjectKeys) -> known.put(view, documents.subjects(view, subjectKeys)));
        var subjects = new LinkedHashMap<String, Working<?>>();
        first.forEach((key, record) -> {
            Envelope envelope = EventRecords.envelope(record);
            SubjectView<?> view = SubjectView.of(envelope);
            Subject stored = known.get(view).get(SubjectView.keyOf(envelope));
            subjects.put(key, working(view, envelope, record.partition(), stored));
        });
        return subjects;
    }

    private static String cacheKey(Envelope envelope) {
        return SubjectView.of(envelope).collection() + " " + SubjectView.keyOf(envelope);
    }

    private static <S> Working<S> working(SubjectView<S> view, Envelope first, int partition, Subject stored) {
        return new Working<>(view, stored == null ? Subject.unseen(first, partition) : stored);
    }

    /** Whatever can't be done with a record names it, except what will pass by itself. */
    private <T> T guarded(int partition, long offset, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException | KeysUnavailableException | Unfoldable e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Unfoldable(topic, partition, offset, e);
        }
    }

    /** A subject's document while a batch is folded into it. */
    private static final class Working<S> {
        private final SubjectView<S> view;
        private Subject subject;
        private S state;
        private boolean changed;
        private boolean newlyErased;

        Working(SubjectView<S> view, Subject stored) {
            this.view = view;
            this.subject = stored;
            this.state = view.fold(stored.events());
        }

        AuditEntry take(LogRecord record, Envelope envelope, Keyring keys) {
            requireOwn(record, envelope);
            Optional<RecordedEvent> recorded = subject.erased() ? Optional.empty() : EventRecords.read(record, keys);
            if (recorded.isEmpty()) {
                erase(record);
                return AuditEntry.erased(record, envelope);
            }
            return take(record, recorded.get());
        }

        /** A patient's stream belongs to one chain; an event elsewhere under the same id is nobody's. */
        private void requireOwn(LogRecord record, Envelope envelope) {
            if (subject.partition() != record.partition()
                    || !subject.study().equals(envelope.study())
                    || !Objects.equals(subject.center(), envelope.center()))
                throw new IllegalStateException(subject.key() + " belongs to another chain than " + record.key());
        }

        private AuditEntry take(LogRecord record, RecordedEvent recorded) {
            List<StoredEvent> earlier = subject.before(record.offset());
            S before = isNew(record) ? state : view.fold(earlier);
            long expected = earlier.size() + 1L;
            if (recorded.envelope().sequence() != expected)
                throw new IllegalStateException("sequence "
                        + recorded.envelope().sequence() + " of " + subject.key() + " where " + expected + " follows");
            S after = view.evolve().apply(before, recorded);
            if (isNew(record)) {
                subject = subject.with(StoredEvent.of(record.offset(), recorded));
                state = after;
                changed = true;
            }
            return AuditEntry.of(record, recorded, before instanceof PatientState patient ? patient : null);
        }

        /** Read again after a crash, or written meanwhile by another instance: the document has seen it. */
        private boolean isNew(LogRecord record) {
            return record.offset() > subject.lastOffset();
        }

        private void erase(LogRecord record) {
            if (!isNew(record)) return;
            newlyErased |= !subject.erased();
            subject = subject.erasedAt(record.offset());
            changed = true;
        }

        Changed result() {
            return new Changed(
                    view,
                    subject,
                    subject.erased() ? new org.bson.Document() : view.fields().apply(state),
                    newlyErased);
        }
    }
}
