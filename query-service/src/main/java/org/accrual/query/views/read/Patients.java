package org.accrual.query.views.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.accrual.query.views.Clinical;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Section;
import org.accrual.query.views.SpoiltView;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.SubjectNumbers;
import org.accrual.query.views.SubjectState;
import org.accrual.query.views.Views.Line;
import org.accrual.query.views.Views.LinePage;
import org.accrual.query.views.store.RosterLine;
import org.accrual.query.views.store.StoredEvent;
import org.accrual.query.views.store.Subject;
import org.accrual.query.views.store.ViewStore;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;

/** One or many patients as of a cut: from what is kept ready where nothing came after, else from their events. */
final class Patients {
    /** A patient of a roster at the cut. */
    private record Numbered(PatientId patient, String subjectNumber) {
        String key() {
            return SubjectKind.keyOf(patient);
        }
    }

    private final ViewStore store;
    private final Cut cut;
    private final Streams streams;

    Patients(ViewStore store, Cut cut) {
        this.store = store;
        this.cut = cut;
        this.streams = new Streams(store, cut);
    }

    Optional<Subject> subject(StudyId study, PatientId patient) {
        String key = SubjectKind.keyOf(patient);
        return Optional.ofNullable(
                        store.subjects(SubjectKind.PATIENT, List.of(key)).get(key))
                .filter(subject -> subject.study().equals(study));
    }

    /** Empty before the enrolment, and for an erased patient. */
    <S> Optional<S> state(SubjectState<S> state, Subject subject) {
        return state(state, streams.of(subject));
    }

    static <S> Optional<S> state(SubjectState<S> state, List<StoredEvent> events) {
        if (events.isEmpty()) return Optional.empty();
        return Optional.of(state.fold(recorded(events)));
    }

    private static List<RecordedEvent> recorded(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::recorded).toList();
    }

    /** Who was enrolled there at the cut, by patient id (text order); erased ones left out. */
    private List<Numbered> roster(StudyId study, CenterId center) {
        List<RosterLine> lines = store.rosters().of(new ChainId(study, center)).stream()
                .filter(line -> !line.isErased() && line.isBefore(cut))
                .sorted(Comparator.comparing(line -> SubjectKind.keyOf(line.patient())))
                .toList();
        Map<PatientId, String> earlier = earlierNumbers(lines);
        return lines.stream()
                .map(line -> line.isNumberedBefore(cut)
                        ? new Numbered(line.patient(), line.subjectNumber())
                        : new Numbered(line.patient(), earlier.get(line.patient())))
                .filter(numbered -> numbered.subjectNumber() != null)
                .toList();
    }

    /** Of those who were given another number after the cut. */
    private Map<PatientId, String> earlierNumbers(List<RosterLine> lines) {
        List<String> renumbered = lines.stream()
                .filter(line -> !line.isNumberedBefore(cut))
                .map(line -> SubjectKind.keyOf(line.patient()))
                .toList();
        var numbers = new HashMap<PatientId, String>();
        streams.of(store.subjects(SubjectKind.PATIENT, renumbered).values())
                .forEach((subject, events) -> state(SubjectState.CLINICAL, events)
                        .ifPresent(clinical -> numbers.put(
                                PatientId.of(subject.key()),
                                clinical.enrolment().subjectNumber())));
        return numbers;
    }

    long count(StudyId study, CenterId center) {
        return roster(study, center).size();
    }

    List<Subject> subjects(StudyId study, CenterId center) {
        List<String> keys = roster(study, center).stream().map(Numbered::key).toList();
        Map<String, Subject> found = store.subjects(SubjectKind.PATIENT, keys);
        return keys.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    <S, R> Optional<Line<R>> line(Section<S, R> section, StudyId study, PatientId patient) {
        return subject(study, patient)
                .flatMap(subject -> state(SubjectState.CLINICAL, subject)
                        .map(clinical ->
                                new Numbered(patient, clinical.enrolment().subjectNumber()))
                        .flatMap(numbered ->
                                lines(section, List.of(numbered)).stream().findFirst()));
    }

    <S, R> List<Line<R>> lines(Section<S, R> section, StudyId study, CenterId center) {
        return lines(section, roster(study, center));
    }

    <S, R> LinePage<R> page(Section<S, R> section, StudyId study, CenterId center, int skip, int limit) {
        List<Numbered> roster = roster(study, center);
        List<Numbered> shown = SubjectNumbers.inOrder(roster, Numbered::subjectNumber).stream()
                .skip(skip)
                .limit(limit)
                .toList();
        return new LinePage<>(roster.size(), lines(section, shown));
    }

    private <S, R> List<Line<R>> lines(Section<S, R> section, List<Numbered> patients) {
        Map<String, Subject> subjects = store.subjects(
                SubjectKind.PATIENT, patients.stream().map(Numbered::key).toList(), section.name());
        Map<String, Line<R>> folded = folded(section, subjects, patients);
        var lines = new ArrayList<Line<R>>();
        for (Numbered patient : patients)
            Stream.ofNullable(subjects.get(patient.key()))
                    .filter(subject -> !subject.erased())
                    .forEach(subject -> lines.add(
                            subject.isBefore(cut) ? ready(section, subject, patient) : folded.get(patient.key())));
        return lines.stream().filter(Objects::nonNull).toList();
    }

    private static <R> Line<R> ready(Section<?, R> section, Subject subject, Numbered patient) {
        R value = SpoiltView.read(
                "the section " + section.name() + " of the patient " + patient.patient(),
                () -> StudyJson.MAPPER.readValue(subject.sections().get(section.name()), section.form()));
        return new Line<>(subject.center(), patient.patient(), patient.subjectNumber(), subject.sequence(), value);
    }

    /** Of those whose document has seen more than the cut shows. */
    private <S, R> Map<String, Line<R>> folded(
            Section<S, R> section, Map<String, Subject> subjects, List<Numbered> patients) {
        List<Subject> newer = subjects.values().stream()
                .filter(subject -> !subject.isBefore(cut))
                .toList();
        var numbers = new HashMap<String, Numbered>();
        patients.forEach(patient -> numbers.put(patient.key(), patient));
        var lines = new HashMap<String, Line<R>>();
        for (List<Subject> part : Streams.parts(newer))
            streams.of(part)
                    .forEach((subject, events) -> state(section.state(), events)
                            .ifPresent(state -> lines.put(
                                    subject.key(), line(section, subject, numbers.get(subject.key()), events, state))));
        return lines;
    }

    private static <S, R> Line<R> line(
            Section<S, R> section, Subject subject, Numbered patient, List<StoredEvent> events, S state) {
        long version = events.getLast().envelope().sequence();
        return new Line<>(subject.center(), patient.patient(), patient.subjectNumber(), version, section.of(state));
    }

    /** Hands over each one's clinical state, in the subjects' order. */
    void forEach(List<Subject> subjects, java.util.function.Consumer<Clinical> reader) {
        for (List<Subject> part : Streams.parts(subjects))
            streams.of(part)
                    .values()
                    .forEach(events -> state(SubjectState.CLINICAL, events).ifPresent(reader));
    }
}
