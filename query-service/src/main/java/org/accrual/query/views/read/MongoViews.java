package org.accrual.query.views.read;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.log.format.LogPosition;
import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Section;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.SubjectState;
import org.accrual.query.views.Views;
import org.accrual.query.views.store.Generations;
import org.accrual.query.views.store.Subject;
import org.accrual.study.administration.StudyState;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.springframework.stereotype.Component;

/** The views as MongoDB holds them. */
@Component
public final class MongoViews implements Views {
    private final Generations generations;

    public MongoViews(Generations generations) {
        this.generations = generations;
    }

    @Override
    public LogPosition now() {
        return generations.shown().position();
    }

    @Override
    public Cut asOf(Instant instant) {
        return Prefixes.upTo(generations.shown(), instant);
    }

    @Override
    public List<StudyId> studies(Cut cut) {
        return states(SubjectState.STUDY, generations.shown(cut).studies(), cut).entrySet().stream()
                .filter(found -> found.getValue().open())
                .map(found -> found.getKey().study())
                .sorted(Comparator.comparing(StudyId::value))
                .toList();
    }

    @Override
    public StudyState study(StudyId study, Cut cut) {
        return state(SubjectState.STUDY, ChainId.ofStudy(study), cut).orElse(StudyState.empty());
    }

    @Override
    public List<CenterView> centers(StudyId study, Cut cut) {
        return states(SubjectState.CENTER, generations.shown(cut).centers(study), cut).entrySet().stream()
                .filter(found -> found.getValue().active())
                .map(found -> new CenterView(found.getKey().center(), found.getValue()))
                .toList();
    }

    @Override
    public Optional<CenterView> center(StudyId study, CenterId center, Cut cut) {
        return state(SubjectState.CENTER, new ChainId(study, center), cut)
                .filter(state -> state.active())
                .map(state -> new CenterView(center, state));
    }

    private <S> Optional<S> state(SubjectState<S> state, ChainId chain, Cut cut) {
        var subjects = generations.shown(cut).subjects(state.kind(), List.of(SubjectKind.keyOf(chain)));
        return states(state, subjects.values(), cut).values().stream().findFirst();
    }

    private <S> Map<Subject, S> states(SubjectState<S> state, java.util.Collection<Subject> subjects, Cut cut) {
        var states = new java.util.LinkedHashMap<Subject, S>();
        new Streams(generations.shown(cut), cut)
                .of(subjects)
                .forEach((subject, events) ->
                        Patients.state(state, events).ifPresent(found -> states.put(subject, found)));
        return states;
    }

    @Override
    public <S> Optional<S> state(SubjectState<S> state, StudyId study, PatientId patient, Cut cut) {
        Patients patients = patients(cut);
        return patients.subject(study, patient).flatMap(subject -> patients.state(state, subject));
    }

    @Override
    public List<PositionedEvent> events(StudyId study, PatientId patient, Cut cut) {
        return patients(cut).subject(study, patient).stream()
                .flatMap(subject -> new Streams(generations.shown(cut), cut).of(subject).stream())
                .map(event ->
                        new PositionedEvent(LogPosition.after(event.partition(), event.offset()), event.recorded()))
                .toList();
    }

    @Override
    public long patients(StudyId study, CenterId center, Cut cut) {
        return patients(cut).count(study, center);
    }

    @Override
    public <R> Optional<Line<R>> line(Section<?, R> section, StudyId study, PatientId patient, Cut cut) {
        return patients(cut).line(section, study, patient);
    }

    @Override
    public <R> List<Line<R>> lines(Section<?, R> section, StudyId study, CenterId center, Cut cut) {
        return patients(cut).lines(section, study, center);
    }

    @Override
    public <R> LinePage<R> page(Section<?, R> section, StudyId study, CenterId center, Cut cut, int skip, int limit) {
        return patients(cut).page(section, study, center, skip, limit);
    }

    @Override
    public void forEachPatient(StudyId study, Cut cut, Consumer<PatientState> reader) {
        Patients patients = patients(cut);
        for (Subject center : generations.shown(cut).centers(study))
            patients.forEach(patients.subjects(study, center.center()), clinical -> reader.accept(clinical.state()));
    }

    private Patients patients(Cut cut) {
        return new Patients(generations.shown(cut), cut);
    }
}
