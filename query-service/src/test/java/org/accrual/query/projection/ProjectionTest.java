package org.accrual.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.DataOrigin;
import org.accrual.kernel.language.PatientId;
import org.accrual.kernel.language.StudyId;
import org.accrual.kernel.log.LogPosition;
import org.accrual.kernel.patient.PatientState;
import org.accrual.query.projection.StudyLog.Appended;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final StudyId S1 = new StudyId("s1");

    private final StudyLog log = StudyLog.ofItsOwn();
    private final MongoDatabase database = TestMongo.database();

    /** A study, two centers, three patients, a correction, a retraction, void records and garbage. */
    private List<PatientId> story() {
        PatientId one = StudyLog.newPatient();
        PatientId two = StudyLog.newPatient();
        PatientId three = StudyLog.newPatient();
        log.study("s1", Cases.opened(DataOrigin.SYNTHETIC));
        log.center("s1", "c1", Cases.activated("First"));
        log.center("s1", "c2", Cases.activated("Second"));
        log.patient("s1", "c1", one, Cases.enrolled("000-1"));
        log.voidRecord("s1", "c1", Cases.activated("Late"));
        Appended diagnosis = log.patient("s1", "c1", one, Cases.diagnosed("2003-01"));
        log.patient("s1", "c2", two, Cases.enrolled("000-2"));
        Appended start = log.patient("s1", "c1", one, Cases.imatinib("2003-04"));
        log.patient("s1", "c1", one, Cases.resected(ClinicalDate.monthsAfter(start.event(), 8)));
        log.garbage(log.partitionOf("s1", "c1"));
        log.patient("s1", "c1", one, Cases.corrected(start.event(), "date", "2003-04", "2003-05-01"));
        log.patient("s1", "c1", one, Cases.pathology("2004-01-15"));
        Appended twice = log.patient("s1", "c2", two, Cases.diagnosed("2007"));
        log.patient("s1", "c2", two, Cases.retracted(twice.event()));
        log.patient("s1", "c1", three, Cases.enrolled("000-3"));
        log.patient("s1", "c1", three, Cases.died("2010-02-03"));
        assertThat(diagnosis.offset()).isPositive();
        return List.of(one, two, three);
    }

    @Test
    void showsWhatTheLogSays() {
        List<PatientId> patients = story();
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            LogPosition now = instance.views.now();
            assertThat(now).isEqualTo(log.end());
            assertThat(instance.views.study(S1, now).origin()).isEqualTo(DataOrigin.SYNTHETIC);
            assertThat(instance.views.centers(S1, Cut.at(now)))
                    .extracting(center -> center.state().name())
                    .containsExactly("First", "Second");
            assertThat(instance.views.patients(S1, now))
                    .extracting(PatientState::patient)
                    .containsExactlyInAnyOrderElementsOf(patients)
                    .last()
                    .isEqualTo(patients.get(1));
            PatientTimeline timeline = PatientTimeline.of(
                    instance.views.patient(S1, patients.getFirst(), Cut.at(now)).orElseThrow());
            assertThat(timeline.facts())
                    .extracting(PatientTimeline.EffectiveFact::type)
                    .containsExactly("DiagnosisRecorded", "ImatinibStarted", "ResectionPerformed", "PathologyReported");
        }
    }

    @Test
    void comesBackIdenticalAfterTheDatabaseIsDeleted() {
        story();
        try (Instance instance = Instance.of(log, database)) {
            instance.at(log.end());
        }
        Map<String, List<Document>> before = dump(database);
        database.drop();
        try (Instance instance = Instance.of(log, database)) {
            instance.at(log.end());
        }
        assertThat(before).hasSizeGreaterThan(4);
        assertThat(dump(database)).isEqualTo(before);
    }

    private static Map<String, List<Document>> dump(MongoDatabase database) {
        var all = new TreeMap<String, List<Document>>();
        for (String name : database.listCollectionNames())
            all.put(
                    name,
                    StreamSupport.stream(
                                    database.getCollection(name)
                                            .find()
                                            .sort(new Document("_id", 1))
                                            .spliterator(),
                                    false)
                            .toList());
        return all;
    }
}
