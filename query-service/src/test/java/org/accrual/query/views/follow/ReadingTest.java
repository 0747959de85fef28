package org.accrual.query.views.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.accrual.log.format.LogPosition;
import org.accrual.query.center.PatientSection;
import org.accrual.query.findings.FindingsSection;
import org.accrual.query.summary.CountedSection;
import org.accrual.query.views.Cases;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Section;
import org.accrual.query.views.Sections;
import org.accrual.query.views.StudyLog;
import org.accrual.query.views.StudyLog.Appended;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.SubjectState;
import org.accrual.query.views.TestMongo;
import org.accrual.query.views.Trail;
import org.accrual.query.views.Trail.Filter;
import org.accrual.query.views.Views.Line;
import org.accrual.query.views.read.StoredTrail;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept ready says the same as the events, now and at every past position. */
class ReadingTest {
    private static final StudyId S1 = new StudyId("s1");
    private static final CenterId C1 = new CenterId("c1");
    private static final List<Section<?, ?>> SECTIONS =
            List.of(new PatientSection(), new FindingsSection(), new CountedSection());

    private final StudyLog log = StudyLog.ofItsOwn();
    private final MongoDatabase database = TestMongo.database();

    /** How many corrections a patient's record has seen: a state beside the clinical one. */
    private record Corrections(int count) {
        static final SubjectState<Corrections> STATE =
                new SubjectState<>(SubjectKind.PATIENT, "corrections", new Corrections(0), Corrections::evolve);

        Corrections evolve(RecordedEvent recorded) {
            return recorded.event() instanceof EventCorrected ? new Corrections(count + 1) : this;
        }
    }

    private static final class CorrectionsSection implements Section<Corrections, Corrections> {
        @Override
        public String name() {
            return "corrections";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public SubjectState<Corrections> state() {
            return Corrections.STATE;
        }

        @Override
        public Class<Corrections> form() {
            return Corrections.class;
        }

        @Override
        public Corrections of(Corrections state) {
            return state;
        }
    }

    private void opened() {
        log.study("s1", Cases.opened(DataOrigin.SYNTHETIC));
        log.center("s1", "c1", Cases.activated("First"));
        log.center("s1", "c2", Cases.activated("Second"));
    }

    /** Two patients whose events alternate, with a correction, a retraction, and another subject number. */
    private List<Appended> story() {
        return story(_ -> {});
    }

    /** @param told after every event of a patient */
    private List<Appended> story(Consumer<Appended> told) {
        PatientId one = StudyLog.newPatient();
        PatientId two = StudyLog.newPatient();
        opened();
        var story = new Told(told);
        Appended enrolled = log.patient("s1", "c1", one, Cases.enrolled("S10"));
        story.add(enrolled);
        story.add(log.patient("s1", "c1", two, Cases.enrolled("S2")));
        Appended start = log.patient("s1", "c1", one, Cases.imatinib("2003-04"));
        story.add(start);
        story.add(log.patient("s1", "c1", two, Cases.diagnosed("2004")));
        story.add(log.patient("s1", "c1", one, Cases.corrected(start.event(), "doseMgPerDay", 400, 800)));
        story.add(log.patient("s1", "c1", one, Cases.corrected(enrolled.event(), "subjectNumber", "S10", "S1")));
        for (int year = 2005; year < 2025; year++)
            story.add(log.patient("s1", "c1", one, Cases.pathology(year + "-01-15")));
        story.add(log.patient("s1", "c1", one, Cases.retracted(start.event())));
        story.add(log.patient("s1", "c1", two, Cases.resected(ClinicalDate.of("2005-02"))));
        story.add(log.patient("s1", "c1", one, Cases.died("2026-01-01")));
        return story.events;
    }

    private record Told(Consumer<Appended> listener, List<Appended> events) {
        Told(Consumer<Appended> listener) {
            this(listener, new ArrayList<>());
        }

        void add(Appended event) {
            events.add(event);
            listener.accept(event);
        }
    }

    private static List<Object> shown(Instance instance, Cut cut) {
        var shown = new ArrayList<Object>();
        for (Section<?, ?> section : SECTIONS) {
            shown.add(instance.views.lines(section, S1, C1, cut));
            shown.add(instance.views.page(section, S1, C1, cut, 0, 10));
        }
        shown.add(instance.views.patients(S1, C1, cut));
        shown.add(instance.patients(S1, cut));
        return shown;
    }

    @Test
    void showsAtEveryPastPositionWhatWasShownThen() {
        Map<Appended, List<Object>> then = new LinkedHashMap<>();
        try (Instance instance = Instance.of(log, database)) {
            story(event -> then.put(event, shown(instance.at(event.position()), instance.cut())));
            then.forEach((event, shown) -> {
                assertThat(shown(instance, Cut.at(event.position()))).isEqualTo(shown);
                assertThat(shown(instance, instance.cuts().asOf(event.recordedAt())))
                        .isEqualTo(shown);
            });
        }
    }

    @Test
    void pagesByTheSubjectNumberOfThatTime() {
        List<Appended> story = story();
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            assertThat(numbers(instance, instance.cut(), 0, 10)).containsExactly("S1", "S2");
            assertThat(numbers(instance, Cut.at(story.get(4).position()), 0, 10))
                    .containsExactly("S2", "S10");
            assertThat(numbers(instance, instance.cut(), 1, 1)).containsExactly("S2");
            assertThat(numbers(instance, instance.cut(), 2, 1)).isEmpty();
        }
    }

    private static List<String> numbers(Instance instance, Cut cut, int skip, int limit) {
        return instance.views.page(new PatientSection(), S1, C1, cut, skip, limit).lines().stream()
                .map(Line::subjectNumber)
                .toList();
    }

    @Test
    void keepsUpAnotherStateThatAFeatureDeclares() {
        PatientId one = StudyLog.newPatient();
        opened();
        log.patient("s1", "c1", one, Cases.enrolled("S1"));
        Appended start = log.patient("s1", "c1", one, Cases.imatinib("2003-04"));
        Appended first = log.patient("s1", "c1", one, Cases.corrected(start.event(), "doseMgPerDay", 400, 800));
        log.patient("s1", "c1", one, Cases.corrected(start.event(), "doseMgPerDay", 800, 600));
        var section = new CorrectionsSection();
        try (Instance instance =
                Instance.of(log, database, new Sections(List.of(section))).at(log.end())) {
            assertThat(corrections(instance, section, instance.cut())).isEqualTo(2);
            assertThat(corrections(instance, section, Cut.at(first.position()))).isEqualTo(1);
            assertThat(corrections(instance, section, Cut.at(start.position()))).isZero();
            assertThat(instance.views.state(Corrections.STATE, S1, one, instance.cut()))
                    .contains(new Corrections(2));
        }
    }

    private static int corrections(Instance instance, CorrectionsSection section, Cut cut) {
        return instance.views.lines(section, S1, C1, cut).getFirst().value().count();
    }

    /** Filters of a trail over three chains whose clocks differ, against a look at every event. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, -",
                "c1, -, -, -, -",
                "c2, -, -, 60, 200",
                "-, -, -, 60, 200",
                "-, PathologyReported, -, -, 300",
                "c2, PathologyReported, -, 10, -",
                "-, -, administrator-1, -, -",
                "-, -, nobody, -, -",
                "c9, -, -, -, -",
                "-, -, -, 100000, -"
            })
    void readsTheTrailInOrderWhateverIsLookedFor(
            String center, String type, String actor, Integer fromSecond, Integer toSecond) {
        opened();
        List<PatientId> patients =
                IntStream.range(0, 4).mapToObj(_ -> StudyLog.newPatient()).toList();
        for (int number = 0; number < 4; number++)
            log.patient("s1", centerOf(number), patients.get(number), Cases.enrolled("S" + number));
        for (int event = 0; event < 300; event++)
            log.patient("s1", centerOf(event), patients.get(event % 4), Cases.pathology("2004-01-15"));
        var filter = new Filter(
                S1,
                center == null ? null : new CenterId(center),
                null,
                actor,
                type,
                fromSecond == null ? null : StudyLog.START.plusSeconds(fromSecond),
                toSecond == null ? null : StudyLog.START.plusSeconds(toSecond));
        try (Instance instance = Instance.of(log, database).at(log.end())) {
            var trail = new StoredTrail(instance.generations);
            for (Cut cut : List.of(instance.cut(), Cut.at(half(instance.cut().position())))) {
                List<Trail.Entry> expected = everything(trail, cut).stream()
                        .filter(entry -> takes(filter, entry))
                        .toList();
                assertThat(trail.count(filter, cut)).isEqualTo(expected.size());
                for (int skip : List.of(0, 1, 63, 64, 65, 299)) {
                    var read = new ArrayList<Trail.Entry>();
                    trail.read(filter, cut, skip, 70, read::add);
                    assertThat(read)
                            .isEqualTo(expected.stream().skip(skip).limit(70).toList());
                }
            }
        }
    }

    private static String centerOf(int number) {
        return number % 2 == 0 ? "c1" : "c2";
    }

    private static LogPosition half(LogPosition position) {
        LogPosition half = LogPosition.START;
        for (var partition : position.nextOffsets().entrySet())
            half = half.with(partition.getKey(), partition.getValue() / 2);
        return half;
    }

    /** All there is before the cut, from the first page on, found to be in order and complete. */
    private static List<Trail.Entry> everything(StoredTrail trail, Cut cut) {
        var all = new ArrayList<Trail.Entry>();
        trail.read(new Filter(S1, null, null, null, null, null, null), cut, 0, 1_000, all::add);
        assertThat(all)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) ->
                        a.envelope().recordedAt().compareTo(b.envelope().recordedAt()));
        assertThat(all).hasSize((int) accepted(cut));
        return all;
    }

    /** The test's log has no void records: every offset before the cut is one event. */
    private static long accepted(Cut cut) {
        return cut.position().nextOffsets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static boolean takes(Filter filter, Trail.Entry entry) {
        var envelope = entry.envelope();
        return (filter.center() == null || filter.center().equals(envelope.center()))
                && (filter.type() == null || filter.type().equals(envelope.type()))
                && (filter.actor() == null || filter.actor().equals(envelope.actor()))
                && (filter.from() == null || !envelope.recordedAt().isBefore(filter.from()))
                && (filter.to() == null || !envelope.recordedAt().isAfter(filter.to()));
    }
}
