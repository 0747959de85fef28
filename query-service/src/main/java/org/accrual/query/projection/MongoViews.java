package org.accrual.query.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.kernel.language.CenterId;
import org.accrual.kernel.language.ChainKey;
import org.accrual.kernel.language.PatientId;
import org.accrual.kernel.language.StudyId;
import org.accrual.kernel.log.LogPosition;
import org.accrual.kernel.patient.PatientState;
import org.accrual.kernel.study.StudyState;
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
        return shown().position();
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
        return one(SubjectView.STUDIES, ChainKey.ofStudy(study).toString(), cut)
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
        return Optional.ofNullable(shown(cut)
                        .collection(view.collection())
                        .find(eq(Subject.KEY, key))
                        .first())
                .map(Subject::read);
    }

    private MongoIterable<Subject> find(SubjectView<?> view, Bson filter, Cut cut) {
        return shown(cut)
                .collection(view.collection())
                .find(filter)
                .sort(BY_CENTER_AND_KEY)
                .map(Subject::read);
    }

    private ViewStore shown() {
        return generations.shown().orElseThrow(() -> new ViewsUnavailable("the views are being built"));
    }

    /** The collections to answer from, which have read at least up to the cut. */
    private ViewStore shown(Cut cut) {
        ViewStore store = shown();
        if (!store.position().covers(cut.position()))
            throw new ViewsUnavailable("the views have not yet read up to " + cut.position());
        return store;
    }
}
