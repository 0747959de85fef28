package org.accrual.query.views;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.accrual.log.format.LogPosition;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.CenterId;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collections of one generation of the views: {@code studies}, {@code centers}, {@code patients}, {@code events} and
 * {@code positions}, each with the generation's number behind its name. Every write is conditional on what its document
 * has seen, so writing again, or late, changes nothing.
 */
final class ViewStore implements Fold.Documents {
    static final String EVENTS = "events";
    static final String POSITIONS = "positions";

    /** What an event's document says beside the {@link AuditEntry}, to be found by. */
    static final class EventField {
        static final String PARTITION = "partition";
        static final String OFFSET = "offset";
        static final String STUDY = "study";
        static final String CENTER = "center";
        static final String PATIENT = "patient";
        static final String ACTOR = "actor";
        static final String TYPE = "type";
        static final String RECORDED_MICROS = "recordedMicros";
        static final String ENTRY = "entry";

        private EventField() {}
    }

    private static final int NO_PARTITION = -1;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoDatabase database;
    private final int generation;

    ViewStore(MongoDatabase database, int generation) {
        this.database = database;
        this.generation = generation;
    }

    int generation() {
        return generation;
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name + suffix(generation));
    }

    private static String suffix(int generation) {
        return "_g" + generation;
    }

    /** The generation that a collection belongs to; empty if it is none of the views'. */
    static Optional<Integer> generationOf(String collection) {
        int mark = collection.lastIndexOf("_g");
        if (mark < 0) return Optional.empty();
        try {
            return Optional.of(Integer.valueOf(collection.substring(mark + 2)));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** For the searches that a real MongoDB then need not scan for; the built-in server scans all the same. */
    void createIndexes() {
        for (SubjectView<?> view : SubjectView.ALL)
            collection(view.collection()).createIndex(Indexes.ascending(Subject.STUDY, Subject.CENTER, Subject.KEY));
        collection(EVENTS)
                .createIndex(Indexes.ascending(
                        EventField.STUDY, EventField.RECORDED_MICROS, EventField.PARTITION, EventField.OFFSET));
        collection(EVENTS).createIndex(Indexes.ascending(EventField.PARTITION, EventField.OFFSET));
        collection(SubjectView.PATIENTS.collection())
                .createIndex(Indexes.ascending(Subject.STUDY, Subject.CENTER, Subject.SUBJECT_NUMBER));
    }

    PartitionProgress progress(int partition) {
        Document document = collection(POSITIONS)
                .find(eq(PartitionProgress.PARTITION, partition))
                .first();
        return document == null ? PartitionProgress.start(partition) : PartitionProgress.read(document);
    }

    List<PartitionProgress> progress() {
        return collection(POSITIONS)
                .find()
                .sort(Indexes.ascending(PartitionProgress.PARTITION))
                .map(PartitionProgress::read)
                .into(new ArrayList<>());
    }

    LogPosition position() {
        LogPosition position = LogPosition.START;
        for (Document document : collection(POSITIONS).find().projection(Projections.include(PartitionProgress.NEXT)))
            position = position.with(
                    document.getInteger(PartitionProgress.PARTITION), document.getLong(PartitionProgress.NEXT));
        return position;
    }

    @Override
    public Map<String, Subject> subjects(SubjectView<?> view, Set<String> keys) {
        var found = new HashMap<String, Subject>();
        collection(view.collection())
                .find(in(Subject.KEY, keys))
                .map(Subject::read)
                .forEach(subject -> found.put(subject.key(), subject));
        return found;
    }

    /** Events first, then documents, then the position: a crash between them is repaired by folding again. */
    void write(Fold.Result result) {
        var events = new ArrayList<WriteModel<Document>>();
        result.audit().forEach(entry -> events.add(insertOnce(entry)));
        bulk(EVENTS, events);
        for (SubjectView<?> view : SubjectView.ALL) writeSubjects(view, result.subjects());
        for (Fold.Changed changed : result.subjects())
            if (changed.newlyErased()) eraseEvents(changed.subject().key());
        write(result.progress());
    }

    /** Never over an existing document: that may have been erased since. */
    private static WriteModel<Document> insertOnce(Fold.AuditEntryAt at) {
        AuditEntry entry = at.entry();
        CenterId center = entry.center();
        var fields = new Document(EventField.PARTITION, at.partition())
                .append(EventField.OFFSET, at.offset())
                .append(EventField.STUDY, entry.study().value())
                .append(EventField.CENTER, center == null ? null : center.value())
                .append(EventField.PATIENT, entry.patient() == null ? null : SubjectView.patientKey(entry.patient()))
                .append(EventField.ACTOR, entry.actor())
                .append(EventField.TYPE, entry.type())
                .append(EventField.RECORDED_MICROS, micros(entry.recordedAt()))
                .append(EventField.ENTRY, BsonJson.document(StudyJson.MAPPER.valueToTree(entry)));
        return new UpdateOneModel<>(
                eq("_id", at.partition() + ":" + at.offset()),
                new Document("$setOnInsert", fields),
                new UpdateOptions().upsert(true));
    }

    private void writeSubjects(SubjectView<?> view, List<Fold.Changed> changes) {
        var writes = new ArrayList<WriteModel<Document>>();
        for (Fold.Changed changed : changes)
            if (changed.view() == view) {
                Subject subject = changed.subject();
                Document document = subject.document();
                document.putAll(changed.fields());
                writes.add(new ReplaceOneModel<>(
                        and(eq(Subject.KEY, subject.key()), lt(Subject.LAST_OFFSET, subject.lastOffset())),
                        document,
                        new ReplaceOptions().upsert(true)));
            }
        bulk(view.collection(), writes);
    }

    /** What is left is what the record's headers say, as if it had never been readable. */
    private void eraseEvents(String patient) {
        collection(EVENTS)
                .updateMany(
                        eq(EventField.PATIENT, patient),
                        Updates.combine(
                                Updates.set(EventField.ENTRY + ".changes", List.of()),
                                Updates.unset(EventField.ENTRY + ".target"),
                                Updates.unset(EventField.ENTRY + ".reason"),
                                Updates.unset(EventField.ENTRY + ".text"),
                                Updates.set(EventField.ENTRY + ".erased", true)));
    }

    private void write(PartitionProgress progress) {
        bulk(
                POSITIONS,
                List.of(new ReplaceOneModel<>(
                        and(
                                eq(PartitionProgress.PARTITION, progress.partition()),
                                lt(PartitionProgress.NEXT, progress.next())),
                        progress.document(),
                        new ReplaceOptions().upsert(true))));
    }

    private void bulk(String collection, List<WriteModel<Document>> writes) {
        if (writes.isEmpty()) return;
        try {
            collection(collection).bulkWrite(writes, UNORDERED);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null || !e.getWriteErrors().stream().allMatch(ViewStore::hasSeenMore))
                throw e;
        }
    }

    /** No document met the condition, and its key is taken: what is there has seen as much or more. */
    private static boolean hasSeenMore(BulkWriteError error) {
        return ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }

    /** Documents whose place in the log, as the field tells it, lies before the position. */
    static Bson before(LogPosition position, String partitionField, String offsetField) {
        var places = new ArrayList<Bson>();
        position.nextOffsets()
                .forEach((partition, next) -> places.add(and(eq(partitionField, partition), lt(offsetField, next))));
        // No partition has been read: nothing lies before, and an empty "or" is no query.
        return places.isEmpty() ? eq(partitionField, NO_PARTITION) : or(places);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
