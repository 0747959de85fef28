package org.accrual.query.views;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.log.format.LogPosition;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;

/**
 * What the log says, as far as it has been projected: exact at any cut up to {@link #now}, whatever is projected
 * meanwhile. Nobody's rights are checked here.
 *
 * <p>Every method throws {@code com.mongodb.MongoException} while the database can't be reached and
 * {@link ViewsUnavailable} while the views have not read up to the cut: 503 to the caller.
 */
public interface Views {
    /**
     * A patient as a list shows it.
     *
     * @param version sequence of the patient's last event
     * @param value what the section says
     */
    record Line<R>(CenterId center, PatientId patient, String subjectNumber, long version, R value) {}

    /** @param total how many lines there are on all pages */
    record LinePage<R>(long total, List<Line<R>> lines) {}

    /** @param position just after the event, in its partition */
    record PositionedEvent(LogPosition position, RecordedEvent recorded) {}

    /** Everything before this position is in the views. */
    LogPosition now();

    /** What had been recorded up to the instant, inclusive: the least position that covers it, and the instant. */
    Cut asOf(Instant instant);

    /** Studies that are open at the cut, by id. */
    List<StudyId> studies(Cut cut);

    /** {@link StudyState#empty()} for a study that nobody has opened by then. */
    StudyState study(StudyId study, Cut cut);

    /** The study's centers that are active at the cut, by id. */
    List<CenterView> centers(StudyId study, Cut cut);

    /** One center, if it is active at the cut. */
    Optional<CenterView> center(StudyId study, CenterId center, Cut cut);

    /** One of a patient's states; empty if the patient is not enrolled in that study by then, or erased since. */
    <S> Optional<S> state(SubjectState<S> state, StudyId study, PatientId patient, Cut cut);

    /** A patient's clinical state; empty like {@link #state}. */
    default Optional<PatientState> patient(StudyId study, PatientId patient, Cut cut) {
        return state(SubjectState.CLINICAL, study, patient, cut).map(Clinical::state);
    }

    /** What a patient's events say, in the order of recording; empty like {@link #state}. */
    List<PositionedEvent> events(StudyId study, PatientId patient, Cut cut);

    /** How many patients a center has, erased ones left out. */
    long patients(StudyId study, CenterId center, Cut cut);

    /** A section of one patient; empty like {@link #state}. */
    <R> Optional<Line<R>> line(Section<?, R> section, StudyId study, PatientId patient, Cut cut);

    /** A section of every patient of a center, by patient id (text order), erased ones left out. */
    <R> List<Line<R>> lines(Section<?, R> section, StudyId study, CenterId center, Cut cut);

    /**
     * The same by subject number ({@link SubjectNumbers}), a page of it.
     *
     * @param skip how many to leave out from the beginning
     * @param limit at most so many
     */
    <R> LinePage<R> page(Section<?, R> section, StudyId study, CenterId center, Cut cut, int skip, int limit);

    /**
     * Hands over every patient of the study, one by one, by center and then by patient id (text order), erased ones left
     * out: the events of a few patients are held at a time.
     */
    void forEachPatient(StudyId study, Cut cut, Consumer<PatientState> reader);
}
