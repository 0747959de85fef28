package org.accrual.query.views.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.accrual.log.format.LogPosition;
import org.accrual.log.keys.PatientKeys;
import org.accrual.query.findings.FindingsSection;
import org.accrual.query.summary.CountedSection;
import org.accrual.query.views.Cases;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Sections;
import org.accrual.query.views.StudyLog;
import org.accrual.query.views.StudyLog.Appended;
import org.accrual.query.views.TestMongo;
import org.accrual.query.views.ViewsUnavailable;
import org.accrual.query.views.fold.Fold;
import org.accrual.query.views.store.Batch;
import org.accrual.query.views.store.Generations;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.query.views.store.ViewStore;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.Therapy.ImatinibStarted;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

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
            assertThat(instance.views.study(S1, Cut.at(now)).origin()).isEqualTo(DataOrigin.SYNTHETIC);
            assertThat(instance.views.centers(S1, Cut.at(now)))
                    .extracting(center -> center.state().name())
                    .containsExactly("First", "Second");
            assertThat(instance.patients(S1, Cut.at(now)))
                    .extracting(PatientState::patient)
                    .containsExactlyInAnyOrderElementsOf(patients)
                    .last()
                    .isEqualTo(patients.get(1));
            PatientState one =
                    instance.views.patient(S1, patients.getFirst(), Cut.at(now)).orElseThrow();
            assertThat(one.timeline().facts())
                    .extracting(fact -> EventCodec.typeOf(fact.event()))
                    .containsExactly("DiagnosisRecorded", "ImatinibStarted", "ResectionPerformed", "PathologyReported");
        }
    }

    @Test
    void comesBackIdenticalAfterTheDatabaseIsDeleted() {
        story();
        Map<String, List<Document>> before = projected();
        database.drop();
        assertThat(before)
                .containsKeys(
                        "studies_g1",
                        "centers_g1",
                        "patients_g1",
                        "rosters_g1",
                        "events_g1",
                        "trail_g1",
                        "positions_g1");
        assertThat(projected()).isEqualTo(before);
    }

    @Test
    void redeliveryChangesNothing() {
        story();
        Map<String, List<Document>> before = projected();
        // As after a crash between the documents and their position, at its worst: everything is read again.
        new ViewStore(database, 1).collection(ViewStore.POSITIONS).drop();
        assertThat(projected()).isEqualTo(before);
    }

    @Test
    void goesOnWhereItStoppedAfterARestart() {
        PatientId one = story().getFirst();
        projected();
        log.patient("s1", "c1", one, Cases.exon11("2008-01-01"));
        log.patient("s1", "c1", one, Cases.died("2011-01-01"));
        Map<String, List<Document>> after = projected();
        assertThat(after).isEqualTo(projectedFromTheStart());
    }

    @Test
    void twoInstancesShareTheWorkAndHandItOver() {
        PatientId one = story().getFirst();
        try (Instance first = Instance.of(log, database);
                Instance second = Instance.of(log, database)) {
            first.at(log.end());
            second.until(() -> second.lifecycle.trouble().isEmpty());
            log.patient("s1", "c1", one, Cases.exon11("2008-01-01"));
            log.center("s1", "c3", Cases.activated("Third"));
            second.at(log.end());
            first.close();
            log.patient("s1", "c1", one, Cases.died("2011-01-01"));
            second.at(log.end());
        }
        assertThat(dump(database)).isEqualTo(projectedFromTheStart());
    }

    @Test
    void instancesOfDifferentDatabasesEachReadItAll() {
        story();
        MongoDatabase another = TestMongo.database();
        try (Instance first = Instance.of(log, database);
                Instance second = Instance.of(log, another)) {
            first.at(log.end());
            second.at(log.end());
            log.center("s1", "c3", Cases.activated("Third"));
            first.at(log.end());
            second.at(log.end());
        }
        assertThat(dump(another)).isEqualTo(dump(database));
    }

    @Test
    void anInstanceThatWakesUpLateChangesNothing() {
        PatientId one = story().getFirst();
        int partition = log.partitionOf("s1", "c1");
        var store = new ViewStore(database, 1);
        Batch late = fold(store, partition).batch();
        log.patient("s1", "c1", one, Cases.died("2011-01-01"));
        Map<String, List<Document>> before = projected();
        store.write(late);
        assertThat(dump(database)).isEqualTo(before);
    }

    @Test
    void whatWasErasedNeverComesBack() {
        PatientId one = story().getFirst();
        var store = new ViewStore(database, 1);
        Batch late = fold(store, log.partitionOf("s1", "c1")).batch();
        log.eraseKeyOf(one);
        log.patient("s1", "c1", one, Cases.died("2011-01-01"));
        Map<String, List<Document>> before = projected();
        store.write(late);
        assertThat(dump(database)).isEqualTo(before);
        assertThat(before.toString()).contains(one.toString()).doesNotContain("000-1", "hepatectomy", "misread");
    }

    @Test
    void aSecondReadingAfterTheKeyWasErasedErasesToo() {
        PatientId one = story().getFirst();
        projected();
        log.eraseKeyOf(one);
        new ViewStore(database, 1).collection(ViewStore.POSITIONS).drop();
        assertThat(projected()).isEqualTo(projectedFromTheStart());
    }

    /** The full documents of events before stay as they are; what is written has the same size. */
    @Test
    void anEventWritesNoMoreAfterManyThanAfterFew() {
        PatientId one = story().getFirst();
        int few = sizeOfWhatChanges(() -> log.patient("s1", "c1", one, Cases.exon11("2008-01-01")));
        for (int i = 0; i < 200; i++) log.patient("s1", "c1", one, Cases.exon11("2009-01-01"));
        int many = sizeOfWhatChanges(() -> log.patient("s1", "c1", one, Cases.exon11("2010-01-01")));
        assertThat(many).isLessThan(2 * few);
    }

    private int sizeOfWhatChanges(Runnable event) {
        Map<String, List<Document>> before = projected();
        event.run();
        return projected().entrySet().stream()
                .flatMap(collection -> collection.getValue().stream()
                        .filter(document -> !before.get(collection.getKey()).contains(document)))
                .mapToInt(document -> document.toJson().length())
                .sum();
    }

    private Fold.Result fold(ViewStore store, int partition) {
        LogSource source = Instance.source(log);
        var tp = new TopicPartition(source.topic(), partition);
        try (Consumer<byte[], byte[]> consumer = source.reader();
                PatientKeys keys = source.patientKeys()) {
            consumer.assign(List.of(tp));
            consumer.seek(tp, 0);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (records.size() < log.end().next(partition))
                records.addAll(consumer.poll(Duration.ofSeconds(1)).records(tp));
            return new Fold(source.topic(), StudyLog.PARTITIONS, store, Instance.SECTIONS, keys)
                    .fold(PartitionProgress.start(partition), records);
        }
    }

    @Test
    void stopsThePartitionAtARecordThatItDoesNotKnowAndNamesIt() {
        PatientId one = story().getFirst();
        Appended last = log.patient("s1", "c1", one, Cases.exon11("2008-01-01"));
        Appended unknown = log.unknownType("s1", "c1");
        log.patient("s1", "c1", one, Cases.died("2011-01-01"));
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            assertThat(instance.lifecycle.stopped()).containsOnlyKeys(unknown.partition());
            assertThat(instance.lifecycle.stopped().get(unknown.partition()))
                    .contains("%s-%d offset %d"
                            .formatted(Instance.source(log).topic(), unknown.partition(), unknown.offset()))
                    .contains("SomethingFromTheFuture");
            assertThat(new ViewsHealth(instance.lifecycle).health().getStatus()).isEqualTo(Status.DOWN);
            instance.at(last.position());
            assertThat(instance.views.now().next(unknown.partition())).isEqualTo(unknown.offset());
            // The others go on.
            Appended elsewhere = log.center("s1", centerElsewhere(unknown.partition()), Cases.activated("Elsewhere"));
            instance.at(elsewhere.position());
        }
    }

    private String centerElsewhere(int partition) {
        return IntStream.range(100, 200)
                .mapToObj(number -> "c" + number)
                .filter(center -> log.partitionOf("s1", center) != partition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stopsThePartitionWhenAPatientsKeyIsMissing() {
        PatientId one = story().getFirst();
        log.loseKeyOf(one);
        Appended unreadable = log.patient("s1", "c1", one, Cases.died("2011-01-01"));
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            assertThat(instance.lifecycle.stopped().get(unreadable.partition()))
                    .contains("MissingKeyException")
                    .contains("offset " + unreadable.offset());
            assertThat(instance.views.now().next(unreadable.partition())).isEqualTo(unreadable.offset());
        }
    }

    @Test
    void stopsThePartitionWhenTimeRunsBackwardsInAChain() {
        story();
        Appended earlier = log.at(StudyLog.START.minusSeconds(60))
                .patient("s1", "c1", StudyLog.newPatient(), Cases.enrolled("000-9"));
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            assertThat(instance.lifecycle.stopped().get(earlier.partition()))
                    .contains("recorded before its predecessor", "offset " + earlier.offset());
        }
    }

    @Test
    void keepsNothingOfAPatientWhoseKeyWasErased() {
        PatientId one = story().getFirst();
        projected();
        log.eraseKeyOf(one);
        log.patient("s1", "c1", one, Cases.died("2011-01-01"));
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            assertThat(instance.views.patient(S1, one, instance.cut())).isEmpty();
            assertThat(instance.patients(S1, instance.cut())).hasSize(2);
        }
        assertThat(dump(database).toString())
                .contains(one.toString())
                .doesNotContain("000-1", "hepatectomy", "misread");
        assertThat(dump(database)).isEqualTo(projectedFromTheStart());
    }

    @Test
    void aRebuildIsMadeBesideAndThenShown() {
        story();
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            Map<String, List<Document>> before = dump(database);
            assertThat(new RebuildEndpoint(instance.generations).rebuild()).containsEntry("generation", 2);
            assertThat(instance.generations.shown().generation()).isEqualTo(1);
            instance.until(() -> instance.generations.shown().generation() == 2);
            assertThat(instance.views.now()).isEqualTo(log.end());
            for (String name : List.of("patients", "centers", "studies", "rosters", "events", "trail", "positions"))
                assertThat(dump(database).get(name + "_g2")).as(name).isEqualTo(before.get(name + "_g1"));
            assertThat(instance.generations.building()).isEmpty();
        }
    }

    @Test
    void anotherFormatIsBuiltAnewBeforeAnythingIsShown() {
        story();
        projected();
        database.getCollection("views").updateOne(new Document("_id", "serving"), Updates.set("format", 0));
        try (Instance instance = Instance.of(log, database)) {
            assertThatThrownBy(instance.views::now).isInstanceOf(ViewsUnavailable.class);
            instance.until(() -> instance.generations
                    .serving()
                    .filter(shown -> shown.number() == 2)
                    .isPresent());
            assertThat(instance.views.now()).isEqualTo(log.end());
        }
    }

    @Test
    void aSectionMoreOrOfAnotherMeaningIsBuiltAnewByItself() {
        story();
        try (Instance instance = Instance.of(log, database, new Sections(List.of(new FindingsSection())))) {
            instance.at(log.end());
        }
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> instance.generations
                    .serving()
                    .filter(shown -> shown.number() == 2 && shown.isReadable())
                    .isPresent());
            assertThat(instance.views.lines(new CountedSection(), S1, new CenterId("c1"), instance.cut()))
                    .hasSize(2);
        }
    }

    @Test
    void saysSoWhenTheLogEndsBeforeWhatWasRead() {
        story();
        projected();
        int partition = log.partitionOf("s1", "c1");
        changeProgress(partition, Updates.inc("next", 7L));
        assertStopsBecauseDataWereLost(partition);
    }

    /** As when a broker that the others had left behind was asked. */
    @Test
    void goesOnOnceTheLogReachesAsFarAgain() {
        story();
        projected();
        int partition = log.partitionOf("s1", "c1");
        changeProgress(partition, Updates.inc("next", 7L));
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            Appended more = log.patient("s1", "c1", StudyLog.newPatient(), Cases.enrolled("000-9"));
            changeProgress(partition, Updates.inc("next", -7L));
            instance.at(more.position());
            assertThat(instance.lifecycle.stopped()).isEmpty();
        }
    }

    @Test
    void saysSoWhenTheLogIsAnotherThanWasRead() {
        story();
        projected();
        int partition = log.partitionOf("s1", "c1");
        changeProgress(partition, Updates.set("witness", "0".repeat(64)));
        log.patient("s1", "c1", StudyLog.newPatient(), Cases.enrolled("000-9"));
        assertStopsBecauseDataWereLost(partition);
    }

    @Test
    void saysSoWhenTheLogHasLostItsBeginning() {
        story();
        int partition = log.partitionOf("s1", "c1");
        log.loseBeginning(partition, 5);
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            assertThat(instance.lifecycle.stopped().get(partition)).contains("lost data");
            Appended elsewhere = log.center("s1", centerElsewhere(partition), Cases.activated("Elsewhere"));
            instance.at(elsewhere.position());
        }
        var verification =
                new ChainVerification(new Generations(database, Instance.SECTIONS.format()), Instance.source(log));
        assertThat(verification.verify(S1).broken()).singleElement().asString().contains("begins at offset 5");
    }

    @Test
    void aRebuildAfterALossShowsWhatTheLogStillHas() {
        story();
        projected();
        changeProgress(log.partitionOf("s1", "c1"), Updates.inc("next", 7L));
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            instance.generations.rebuild();
            instance.until(() -> instance.generations.shown().generation() == 2);
            assertThat(instance.views.now()).isEqualTo(log.end());
            instance.until(() -> instance.lifecycle.stopped().isEmpty());
        }
    }

    private void changeProgress(int partition, Bson change) {
        new ViewStore(database, 1).collection(ViewStore.POSITIONS).updateOne(new Document("_id", partition), change);
    }

    private void assertStopsBecauseDataWereLost(int partition) {
        Map<String, List<Document>> before = dump(database);
        try (Instance instance = Instance.of(log, database)) {
            instance.until(() -> !instance.lifecycle.stopped().isEmpty());
            assertThat(instance.lifecycle.stopped().get(partition))
                    .contains("lost data", Instance.source(log).topic() + "-" + partition);
        }
        assertThat(dump(database)).isEqualTo(before);
    }

    @Test
    void showsThePastExactlyAtEachPosition() {
        PatientId one = StudyLog.newPatient();
        log.study("s1", Cases.opened(DataOrigin.CLINICAL));
        log.center("s1", "c1", Cases.activated("First"));
        Appended enrolled = log.patient("s1", "c1", one, Cases.enrolled("000-1"));
        Appended start = log.patient("s1", "c1", one, Cases.imatinib("2003-04"));
        Appended corrected = log.patient("s1", "c1", one, Cases.corrected(start.event(), "doseMgPerDay", 400, 800));
        log.patient("s1", "c1", one, Cases.retracted(start.event()));
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            assertThat(doses(instance, one, enrolled.position())).isEmpty();
            assertThat(doses(instance, one, start.position())).containsExactly(400);
            assertThat(doses(instance, one, corrected.position())).containsExactly(800);
            assertThat(doses(instance, one, log.end())).isEmpty();
            assertThat(instance.patients(S1, Cut.at(LogPosition.START))).isEmpty();
        }
    }

    private static List<Integer> doses(Instance instance, PatientId patient, LogPosition position) {
        return instance.patients(S1, Cut.at(position)).stream()
                .filter(state -> state.patient().equals(patient))
                .flatMap(state -> state.timeline().facts(ImatinibStarted.class).stream())
                .map(fact -> fact.event().doseMgPerDay())
                .toList();
    }

    /** Two chains of one partition whose writers' clocks differ: the instant cuts each chain, the position only the log. */
    @Test
    void cutsEachChainByItsOwnTime() {
        String slow = "c1";
        String fast = IntStream.range(2, 200)
                .mapToObj(number -> "c" + number)
                .filter(center -> log.partitionOf("s1", center) == log.partitionOf("s1", slow))
                .findFirst()
                .orElseThrow();
        Instant noon = StudyLog.START.plus(Duration.ofHours(4));
        log.center("s1", slow, Cases.activated("Slow"));
        log.at(noon.plusSeconds(60)).center("s1", fast, Cases.activated("Fast"));
        Appended late = log.at(noon.minusSeconds(60)).patient("s1", slow, StudyLog.newPatient(), Cases.enrolled("1"));
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            Cut cut = instance.cuts().asOf(noon);
            assertThat(cut.position()).isEqualTo(late.position());
            assertThat(instance.views.centers(S1, cut))
                    .extracting(center -> center.center().value())
                    .containsExactly(slow);
            assertThat(instance.patients(S1, cut)).hasSize(1);
            assertThat(instance.cuts().asOf(late.recordedAt()).position()).isEqualTo(late.position());
            assertThat(instance.cuts().asOf(StudyLog.START).position()).isEqualTo(LogPosition.START);
        }
    }

    @Test
    void waitsForAPositionAndGivesUpInTime() {
        story();
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            LogPosition end = log.end();
            assertThat(instance.cuts().after(end).position()).isEqualTo(end);
            Appended next = log.center("s1", "c3", Cases.activated("Third"));
            assertThat(instance.cuts().after(next.position()).position().covers(next.position()))
                    .isTrue();
            LogPosition never = end.with(0, 1_000_000);
            assertThatThrownBy(() -> instance.cuts().after(never))
                    .isInstanceOf(ViewsUnavailable.class)
                    .hasMessageContaining("not yet up to " + never);
            assertThatThrownBy(() -> instance.patients(S1, Cut.at(never))).isInstanceOf(ViewsUnavailable.class);
        }
    }

    @Test
    void findsEveryChainIntactAndAChangedOneBroken() {
        story();
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            var verification = new ChainVerification(instance.generations, Instance.source(log));
            ChainVerification.Outcome intact = verification.verify(S1);
            assertThat(intact.broken()).isEmpty();
            assertThat(intact.heads()).hasSize(3);
            assertThat(intact.records()).isEqualTo(14);
            assertThat(intact.voids()).isEqualTo(1);
            assertThat(intact.position()).isEqualTo(log.end());
        }
        changeProgress(log.partitionOf("s1", "c1"), Updates.set("heads.0.hash", "0".repeat(64)));
        var verification =
                new ChainVerification(new Generations(database, Instance.SECTIONS.format()), Instance.source(log));
        assertThat(verification.verify(S1).broken()).singleElement().asString().contains("the chain s1/");
    }

    /** The documents after one instance has read all there is. */
    private Map<String, List<Document>> projected() {
        try (Instance instance = Instance.of(log, database)) {
            instance.at(log.end());
        }
        return dump(database);
    }

    private Map<String, List<Document>> projectedFromTheStart() {
        MongoDatabase another = TestMongo.database();
        try (Instance instance = Instance.of(log, another)) {
            instance.at(log.end());
        }
        return dump(another);
    }

    /** Every view; which generation is shown, and what this database is called, are none. */
    private static Map<String, List<Document>> dump(MongoDatabase database) {
        var all = new TreeMap<String, List<Document>>();
        for (String name : database.listCollectionNames())
            if (!name.equals("views"))
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
