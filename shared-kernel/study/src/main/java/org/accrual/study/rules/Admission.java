package org.accrual.study.rules;

import java.util.Optional;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.accrual.study.patient.PatientState;
import org.accrual.study.review.LockState;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/** Who can be recorded at a center at all. */
public final class Admission {
    private Admission() {}

    public static Optional<Refusal> centerIsActive(CenterState center) {
        return center.active()
                ? Optional.empty()
                : refusal(Reason.CENTER_NOT_ACTIVE, "No center of that name is active in the study.", "center");
    }

    /** The patient exists at a center that takes part. */
    public static Optional<Refusal> patientIsEnrolled(CenterState center, PatientState patient) {
        return centerIsActive(center)
                .or(() -> patient.exists()
                        ? Optional.empty()
                        : refusal(
                                Reason.PATIENT_UNKNOWN, "No patient of that id is enrolled at the center.", "patient"));
    }

    /** @param holder who may have the number already; null for somebody new */
    public static Optional<Refusal> subjectNumberIsFree(Roster roster, String number, PatientId holder) {
        return roster.holderOf(number)
                .filter(other -> !other.equals(holder))
                .flatMap(_ -> refusal(
                        Reason.SUBJECT_NUMBER_TAKEN,
                        "Another patient of the center has the subject number " + number + ".",
                        "subjectNumber"));
    }

    /** Nothing clinical is written where a center or patient is locked; queries and answers still are. */
    public static Optional<Refusal> recordIsOpen(CenterState center, LockState patient) {
        return centerIsOpen(center)
                .or(() -> patient.locked()
                        ? refusal(Reason.PATIENT_LOCKED, "The patient is locked: " + patient.lockedBecause(), "patient")
                        : Optional.empty());
    }

    public static Optional<Refusal> centerIsOpen(CenterState center) {
        return center.locked()
                ? refusal(Reason.CENTER_LOCKED, "The center is locked: " + center.lockedBecause(), "center")
                : Optional.empty();
    }

    public static Optional<Refusal> eventIsNotFrozen(LockState patient, EventId target) {
        return patient.frozen().contains(target)
                ? refusal(Reason.EVENT_FROZEN, "Event " + target + " is frozen.", "target")
                : Optional.empty();
    }

    private static Optional<Refusal> refusal(Reason reason, String detail, String field) {
        return Optional.of(new Refusal(reason, detail, field));
    }
}
