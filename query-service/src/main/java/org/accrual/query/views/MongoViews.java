package org.accrual.query.views;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.log.format.LogPosition;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.StudyJson;
import org.accrual.study.patient.PatientState;
import org.accrual.study.rules.Finding;
import org.accrual.study.rules.Findings;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** The views as MongoDB holds them. A document keeps its events, so that any cut of it is a fold away. */
@Component
final class MongoViews implements Views {
    private static final Bson BY_CENTER_AND_KEY = Sorts.ascending(Subject.CENTER, Subject.KEY);

    private final Generations generations;

    MongoViews(Generations generations) {
        this.generations = generations;
    }

    @Override
    public LogPosition now() {
        return generations.shown().position();
    }

    @Override
    public List<StudyId> studies(Cut cut) {
        var open = new ArrayList<StudyId>();
        find(SubjectView.STUDIES, Filters.empty(), cut).forEach(subject -> {
            if (SubjectView.STUDIES.fold(subject.upTo(cut)).open()) open.add(subject.study());
        });
        open.sort(Comparator.comparing(StudyId::value));
        return List.copyOf(open);
    }

    @Override
    public StudyState study(StudyId study, Cut cut) {
        return one(SubjectView.STUDIES, ChainId.ofStudy(study).toString(), cut)
                .map(subject -> SubjectView.STUDIES.fold(subject.upTo(cut)))
                .orElse(StudyState.empty());
    }

    @Override
    public List<CenterView> centers(StudyId study, Cut cut) {
        var centers = new ArrayList<CenterView>();
        find(SubjectView.CENTERS, eq(Subject.STUDY, study.value()), cut).forEach(subject -> {
            var center = new CenterView(subject.center(), SubjectView.CENTERS.fold(subject.upTo(cut)));
            if (center.state().active()) centers.add(center);
        });
        return List.copyOf(centers);
    }

    @Override
    public Optional<PatientState> patient(StudyId study, PatientId patient, Cut cut) {
        return one(SubjectView.PATIENTS, SubjectView.patientKey(patient), cut)
                .filter(subject -> subject.study().equals(study))
                .map(subject -> SubjectView.PATIENTS.fold(subject.upTo(cut)))
                .filter(PatientState::exists);
    }

    @Override
    public List<PatientState> patients(StudyId study, CenterId center, Cut cut) {
        var patients = new ArrayList<PatientState>();
        hand(and(eq(Subject.STUDY, study.value()), eq(Subject.CENTER, center.value())), cut, patients::add);
        return List.copyOf(patients);
    }

    @Override
    public PatientPage patients(StudyId study, CenterId center, Cut cut, int skip, int limit) {
        Bson filter = and(
                eq(Subject.STUDY, study.value()),
                eq(Subject.CENTER, center.value()),
                eq(Subject.ERASED, false),
                ViewStore.before(cut.position(), Subject.PARTITION, Subject.FIRST_OFFSET));
        MongoCollection<Document> documents = generations.shown(cut).collection(SubjectView.PATIENTS.collection());
        var page = documents
                .find(filter)
                .sort(Sorts.ascending(Subject.SUBJECT_NUMBER, Subject.KEY))
                .skip(skip)
                .limit(limit)
                .map(Subject::read)
                .map(subject -> SubjectView.PATIENTS.fold(subject.upTo(cut)))
                .into(new ArrayList<>());
        return new PatientPage(documents.countDocuments(filter), List.copyOf(page));
    }

    @Override
    public List<PositionedEvent> events(StudyId study, PatientId patient, Cut cut) {
        return one(SubjectView.PATIENTS, SubjectView.patientKey(patient), cut)
                .filter(subject -> subject.study().equals(study))
                .map(subject -> subject.upTo(cut).stream()
                        .map(event -> new PositionedEvent(
                                LogPosition.after(subject.partition(), event.offset()), event.recorded()))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<PatientFindings> findings(StudyId study, Cut cut) {
        var found = new ArrayList<PatientFindings>();
        generations
                .shown(cut)
                .collection(SubjectView.PATIENTS.collection())
                .find(and(eq(Subject.STUDY, study.value()), eq(Subject.ERASED, false)))
                .projection(Projections.include(
                        Subject.CENTER,
                        Subject.PARTITION,
                        Subject.LAST_OFFSET,
                        Subject.SUBJECT_NUMBER,
                        Subject.FINDINGS))
                .sort(BY_CENTER_AND_KEY)
                .forEach(document -> found(study, document, cut).ifPresent(found::add));
        return List.copyOf(found);
    }

    /** What stands in the document, unless that has seen more than the cut shows: then its events are folded. */
    private Optional<PatientFindings> found(StudyId study, Document document, Cut cut) {
        PatientId patient = PatientId.of(document.getString(Subject.KEY));
        boolean newer = cut.recordedUpTo().isPresent()
                || document.getLong(Subject.LAST_OFFSET) >= cut.position().next(document.getInteger(Subject.PARTITION));
        if (newer)
            return patient(study, patient, cut)
                    .map(state -> new PatientFindings(
                            state.center(),
                            patient,
                            state.enrolment().orElseThrow().subjectNumber(),
                            Findings.of(state)))
                    .filter(it -> !it.findings().isEmpty());
        List<Finding> findings =
                document.get(Subject.TIMELINE, Document.class).getList("findings", Document.class).stream()
                        .map(finding -> StudyJson.MAPPER.treeToValue(BsonJson.json(finding), Finding.class))
                        .toList();
        var center = new CenterId(document.getString(Subject.CENTER));
        return Optional.of(new PatientFindings(center, patient, document.getString(Subject.SUBJECT_NUMBER), findings))
                .filter(it -> !it.findings().isEmpty());
    }

    @Override
    public void forEachPatient(StudyId study, Cut cut, Consumer<PatientState> reader) {
        hand(eq(Subject.STUDY, study.value()), cut, reader);
    }

    private void hand(Bson filter, Cut cut, Consumer<PatientState> reader) {
        find(SubjectView.PATIENTS, filter, cut).forEach(subject -> {
            PatientState state = SubjectView.PATIENTS.fold(subject.upTo(cut));
            if (state.exists()) reader.accept(state);
        });
    }

    private Optional<Subject> one(SubjectView<?> view, String key, Cut cut) {
        return Optional.ofNullable(generations
                        .shown(cut)
                        .collection(view.collection())
                        .find(eq(Subject.KEY, key))
                        .first())
                .map(Subject::read);
    }

    private MongoIterable<Subject> find(SubjectView<?> view, Bson filter, Cut cut) {
        return generations
                .shown(cut)
                .collection(view.collection())
                .find(filter)
                .sort(BY_CENTER_AND_KEY)
                .map(Subject::read);
    }
}
