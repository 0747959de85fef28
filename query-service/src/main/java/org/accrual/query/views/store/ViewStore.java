package org.accrual.query.views.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accrual.log.format.LogPosition;
import org.accrual.query.views.SubjectKind;
import org.accrual.study.words.StudyId;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collections of one generation of the views: {@code studies}, {@code centers}, {@code patients}, {@code rosters},
 * {@code events}, {@code trail} and {@code positions}, each with the generation's number behind its name. Every write is
 * conditional on what its document has seen, so writing again, or late, changes nothing.
 */
public final class ViewStore {
    public static final String POSITIONS = "positions";

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoDatabase database;
    private final int generation;

    public ViewStore(MongoDatabase database, int generation) {
        this.database = database;
        this.generation = generation;
    }

    public int generation() {
        return generation;
    }

    public MongoCollection<Document> collection(String name) {
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

    public Events events() {
        return new Events(collection(Events.COLLECTION));
    }

    public Trails trails() {
        return new Trails(collection(Trails.COLLECTION));
    }

    public Rosters rosters() {
        return new Rosters(collection(Rosters.COLLECTION));
    }

    public PartitionProgress progress(int partition) {
        Document document = collection(POSITIONS)
                .find(eq(PartitionProgress.PARTITION, partition))
                .first();
        return document == null ? PartitionProgress.start(partition) : PartitionProgress.read(document);
    }

    public List<PartitionProgress> progress() {
        return collection(POSITIONS)
                .find()
                .sort(Indexes.ascending(PartitionProgress.PARTITION))
                .map(PartitionProgress::read)
                .into(new ArrayList<>());
    }

    public LogPosition position() {
        LogPosition position = LogPosition.START;
        for (Document document : collection(POSITIONS).find().projection(Projections.include(PartitionProgress.NEXT)))
            position = position.with(
                    document.getInteger(PartitionProgress.PARTITION), document.getLong(PartitionProgress.NEXT));
        return position;
    }

    /** Those that there are, by key, without their sections. */
    public Map<String, Subject> subjects(SubjectKind kind, Collection<String> keys) {
        return subjects(kind, keys, Projections.exclude(Subject.SEEN + "." + Subject.SECTIONS));
    }

    /** Those that there are, by key, with one of their sections. */
    public Map<String, Subject> subjects(SubjectKind kind, Collection<String> keys, String section) {
        return subjects(kind, keys, Projections.include(Subject.fieldsWith(section)));
    }

    private Map<String, Subject> subjects(SubjectKind kind, Collection<String> keys, Bson projection) {
        var all = new HashMap<String, Subject>();
        new Keyed(collection(kind.collection())).find(keys, projection, document -> {
            Subject subject = Subject.read(kind, document);
            all.put(subject.key(), subject);
        });
        return all;
    }

    public List<Subject> studies() {
        return all(SubjectKind.STUDY, Filters.empty());
    }

    public List<Subject> centers(StudyId study) {
        return all(SubjectKind.CENTER, eq(Subject.STUDY, study.value()));
    }

    /** Of kinds that are few: the server may well look at each. */
    private List<Subject> all(SubjectKind kind, Bson filter) {
        return collection(kind.collection())
                .find(filter)
                .sort(Indexes.ascending(Subject.KEY))
                .map(document -> Subject.read(kind, document))
                .into(new ArrayList<>());
    }

    /** The position last: a crash before it is repaired by folding again. What is erased goes before it is forgotten. */
    public void write(Batch batch) {
        bulk(Events.COLLECTION, Events.writes(batch.events()));
        bulk(Trails.COLLECTION, Trails.writes(batch.trail()));
        bulk(Rosters.COLLECTION, Rosters.writes(batch.rosters()));
        batch.erased().forEach(this::eraseEvents);
        for (SubjectKind kind : SubjectKind.values()) writeSubjects(kind, batch.subjects());
        write(batch.progress());
    }

    private void eraseEvents(Subject subject) {
        List<StoredEvent> events =
                events().streams(Map.of(subject.key(), subject.sequence())).get(subject.key());
        bulk(
                Events.COLLECTION,
                Events.writes(events.stream().map(StoredEvent::erased).toList()));
    }

    private void writeSubjects(SubjectKind kind, List<Subject> subjects) {
        var writes = new Keyed.Greatest();
        for (Subject subject : subjects)
            if (subject.kind() == kind) {
                writes.begin(subject.key(), subject.identity());
                writes.put(subject.key(), Subject.SEEN, subject.seen());
            }
        bulk(kind.collection(), writes.writes());
    }

    private void write(PartitionProgress progress) {
        try {
            collection(POSITIONS)
                    .replaceOne(
                            and(
                                    eq(PartitionProgress.PARTITION, progress.partition()),
                                    lt(PartitionProgress.NEXT, progress.next())),
                            progress.document(),
                            new ReplaceOptions().upsert(true));
        } catch (MongoWriteException e) {
            // None met the condition, and the key is taken: another instance has read as far or farther.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) throw e;
        }
    }

    private void bulk(String collection, List<WriteModel<Document>> writes) {
        if (!writes.isEmpty()) collection(collection).bulkWrite(writes, UNORDERED);
    }
}
