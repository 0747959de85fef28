package org.accrual.query.views;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.log.format.LogPosition;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.rules.Finding;
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
    /** @param total how many there are on all pages */
    record PatientPage(long total, List<PatientState> patients) {}

    /** @param position just after the event, in its partition */
    record PositionedEvent(LogPosition position, RecordedEvent recorded) {}

    /** @param findings at least one */
    record PatientFindings(CenterId center, PatientId patient, String subjectNumber, List<Finding> findings) {}

    /** Everything before this position is in the views. */
    LogPosition now();

    /** Studies that are open at the cut, by id. */
    List<StudyId> studies(Cut cut);

    /** {@link StudyState#empty()} for a study that nobody has opened by then. */
    StudyState study(StudyId study, Cut cut);

    /** The study's centers that are active at the cut, by id. */
    List<CenterView> centers(StudyId study, Cut cut);

    /** One patient; empty if not enrolled in that study by then, or erased since. */
    Optional<PatientState> patient(StudyId study, PatientId patient, Cut cut);

    /** One center's patients by id, erased ones left out. */
    List<PatientState> patients(StudyId study, CenterId center, Cut cut);

    /**
     * One center's patients by subject number, erased ones left out.
     *
     * @param skip how many to leave out from the beginning
     * @param limit at most so many
     */
    PatientPage patients(StudyId study, CenterId center, Cut cut, int skip, int limit);

    /** What a patient's events say, in the order of recording; empty like {@link #patient}. */
    List<PositionedEvent> events(StudyId study, PatientId patient, Cut cut);

    /**
     * What has been found in the records of a study's patients, by center and then by patient id; patients without a
     * finding are left out.
     */
    List<PatientFindings> findings(StudyId study, Cut cut);

    /**
     * Hands over every patient of the study, one by one, by center and then by patient id (text order), erased ones left
     * out: no more than one batch of the database's cursor is held at a time.
     */
    void forEachPatient(StudyId study, Cut cut, Consumer<PatientState> reader);

    /** {@link #forEachPatient}, as a list. */
    default List<PatientState> patients(StudyId study, Cut cut) {
        var patients = new java.util.ArrayList<PatientState>();
        forEachPatient(study, cut, patients::add);
        return List.copyOf(patients);
    }

    default StudyState study(StudyId study, LogPosition asOf) {
        return study(study, Cut.at(asOf));
    }

    default List<PatientState> patients(StudyId study, LogPosition asOf) {
        return patients(study, Cut.at(asOf));
    }
}
