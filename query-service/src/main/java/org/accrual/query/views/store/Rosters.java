package org.accrual.query.views.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.bson.Document;

/**
 * Every center's patients. A roster lies in drawers, each found by its key, a patient in the drawer that the beginning
 * of the (random) id names: an enrolment touches a small document, and the whole roster is read at a question.
 */
public final class Rosters {
    static final String COLLECTION = "rosters";

    private static final int DRAWER_DIGITS = 2;
    private static final List<String> DRAWERS =
            IntStream.range(0, 256).mapToObj("%02x"::formatted).toList();
    private static final String PATIENTS = "patients";

    private final Keyed documents;

    Rosters(MongoCollection<Document> collection) {
        this.documents = new Keyed(collection);
    }

    /** Erased patients' lines are among them. */
    public List<RosterLine> of(ChainId center) {
        var lines = new ArrayList<RosterLine>();
        documents.find(
                DRAWERS.stream().map(drawer -> id(center, drawer)).toList(),
                null,
                document -> document.get(PATIENTS, Document.class)
                        .forEach((patient, line) -> lines.add(RosterLine.read(patient, (String) line))));
        return lines;
    }

    private static String id(ChainId center, String drawer) {
        return center + "#" + drawer;
    }

    private static String drawerOf(PatientId patient) {
        return patient.toString().substring(0, DRAWER_DIGITS);
    }

    static List<WriteModel<Document>> writes(Map<ChainId, Collection<RosterLine>> changes) {
        var writes = new Keyed.Greatest();
        changes.forEach((center, lines) -> lines.forEach(line ->
                writes.put(id(center, drawerOf(line.patient())), PATIENTS + "." + line.patient(), line.text())));
        return writes.writes();
    }
}
