package org.accrual.query.views.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accrual.query.views.Cut;
import org.accrual.query.views.SubjectKind;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.StudyId;
import org.bson.Document;

/**
 * A subject's document: how far its events have been read, and what the features keep ready of it. Its events lie apart,
 * so that it stays small.
 *
 * @param center null for a study
 * @param partition of its chain
 * @param first where its first event stands
 * @param last where the last event seen stands
 * @param sequence of that event
 * @param erased no payload can be read any more: nothing is kept but the place
 * @param sections by name, JSON
 */
public record Subject(
        SubjectKind kind,
        String key,
        StudyId study,
        CenterId center,
        int partition,
        Place first,
        Place last,
        long sequence,
        boolean erased,
        Map<String, String> sections) {
    static final String KEY = "_id";
    static final String STUDY = "study";
    static final String SEEN = "seen";
    static final String SECTIONS = "sections";
    private static final String CENTER = "center";
    private static final String PARTITION = "partition";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String SEQUENCE = "sequence";
    private static final String ERASED = "erased";

    public Subject {
        sections = Map.copyOf(sections);
    }

    static List<String> fieldsWith(String section) {
        return List.of(
                STUDY,
                CENTER,
                PARTITION,
                FIRST,
                SEEN + "." + LAST,
                SEEN + "." + ERASED,
                SEEN + "." + SEQUENCE,
                SEEN + "." + SECTIONS + "." + section);
    }

    static Subject read(SubjectKind kind, Document document) {
        String center = document.getString(CENTER);
        Document seen = document.get(SEEN, Document.class);
        var sections = new HashMap<String, String>();
        Document stored = seen.get(SECTIONS, new Document());
        stored.forEach((name, json) -> sections.put(name, (String) json));
        return new Subject(
                kind,
                document.getString(KEY),
                new StudyId(document.getString(STUDY)),
                center == null ? null : new CenterId(center),
                document.getInteger(PARTITION),
                Place.read(document.get(FIRST, Document.class)),
                Place.read(seen.get(LAST, Document.class)),
                seen.getLong(SEQUENCE),
                seen.getBoolean(ERASED),
                sections);
    }

    /** What never changes. */
    Document identity() {
        return new Document(STUDY, study.value())
                .append(CENTER, center == null ? null : center.value())
                .append(PARTITION, partition)
                .append(FIRST, first.document());
    }

    /** What takes the place of anything seen before: the later place first, then whether it is erased. */
    Document seen() {
        var ready = new Document();
        sections.keySet().stream().sorted().forEach(name -> ready.append(name, sections.get(name)));
        return new Document(LAST, last.document())
                .append(ERASED, erased)
                .append(SEQUENCE, sequence)
                .append(SECTIONS, ready);
    }

    /** Whether everything seen of it lies before the cut: then its sections say what they said there. */
    public boolean isBefore(Cut cut) {
        return last.isBefore(cut, partition);
    }

    public Subject at(Place latest, long latestSequence) {
        return new Subject(kind, key, study, center, partition, first, latest, latestSequence, erased, sections);
    }

    public Subject with(Map<String, String> ready) {
        return new Subject(kind, key, study, center, partition, first, last, sequence, erased, ready);
    }

    /** Nobody can read its events any more: what was readable before goes, too. */
    public Subject asErased() {
        return new Subject(kind, key, study, center, partition, first, last, sequence, true, Map.of());
    }
}
