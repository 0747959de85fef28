package org.accrual.query.projection;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.accrual.kernel.language.CenterId;
import org.accrual.kernel.language.PatientId;
import org.accrual.kernel.language.StudyId;
import org.accrual.kernel.log.LogPosition;
import org.accrual.kernel.patient.PatientState;
import org.accrual.kernel.study.StudyState;

/**
 * What the log says, as far as it has been projected: exact at any cut up to {@link #now}, whatever is projected
 * meanwhile. Nobody's rights are checked here.
 *
 * <p>Every method throws {@code com.mongodb.MongoException} while the database can't be reached and
 * {@link ViewsUnavailable} while the views have not read up to the cut: 503 to the caller.
 */
public interface Views {
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
