package org.accrual.query.views;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.StudyJson;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.PatientId;
import org.bson.Document;

/**
 * How the events of one kind of subject become documents: a patient's, a center's, or a study's own.
 *
 * @param collection where the documents lie
 * @param evolve the kernel's one way from state to state
 * @param fields what the document says beside the events, derived from the state alone
 */
record SubjectView<S>(
        String collection, S empty, BiFunction<S, RecordedEvent, S> evolve, Function<S, Document> fields) {
    static final SubjectView<PatientState> PATIENTS =
            new SubjectView<>("patients", PatientState.empty(), SubjectView::evolved, SubjectView::fields);
    static final SubjectView<CenterState> CENTERS =
            new SubjectView<>("centers", CenterState.empty(), CenterState::evolve, SubjectView::fields);
    static final SubjectView<StudyState> STUDIES =
            new SubjectView<>("studies", StudyState.empty(), StudyState::evolve, SubjectView::fields);
    static final List<SubjectView<?>> ALL = List.of(PATIENTS, CENTERS, STUDIES);

    static SubjectView<?> of(Envelope envelope) {
        if (envelope.patient() != null) return PATIENTS;
        return envelope.center() != null ? CENTERS : STUDIES;
    }

    static String patientKey(PatientId patient) {
        return patient.toString();
    }

    /** The subject's key in its collection: the patient's id, or the chain's. */
    static String keyOf(Envelope envelope) {
        return envelope.patient() == null ? envelope.chain().toString() : patientKey(envelope.patient());
    }

    S fold(List<StoredEvent> events) {
        S state = empty;
        for (StoredEvent event : events) state = evolve.apply(state, event.recorded());
        return state;
    }

    private static PatientState evolved(PatientState state, RecordedEvent recorded) {
        if (!state.exists() && !(recorded.event() instanceof PatientEnrolled))
            throw new IllegalStateException(recorded.envelope().type() + " of a patient who is not enrolled");
        return state.evolve(recorded);
    }

    private static Document fields(PatientState state) {
        PatientTimeline timeline = PatientTimeline.of(state);
        return new Document(
                        Subject.SUBJECT_NUMBER, state.enrolment().orElseThrow().subjectNumber())
                .append(Subject.TIMELINE, BsonJson.document(StudyJson.MAPPER.valueToTree(timeline)));
    }

    private static Document fields(CenterState state) {
        return new Document("active", state.active())
                .append("name", state.name())
                .append("country", state.country());
    }

    private static Document fields(StudyState state) {
        return new Document("open", state.open())
                .append("title", state.title())
                .append("protocol", state.protocol())
                .append("origin", state.origin().name());
    }
}
