package org.accrual.study.administration;

import java.util.HashSet;
import java.util.Optional;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.PatientId;

/**
 * The subject numbers that a center has given away, corrections included: the latest entry and all before it, so that
 * one more costs nothing.
 *
 * @param earlier null in the empty roster, like the rest
 */
public record Roster(Roster earlier, PatientId patient, String subjectNumber) {
    private static final Roster EMPTY = new Roster(null, null, null);
    private static final String SUBJECT_NUMBER = "subjectNumber";

    public static Roster empty() {
        return EMPTY;
    }

    /** Any event of the center; those that give no number change nothing. */
    public Roster evolve(RecordedEvent recorded) {
        PatientId holder = recorded.envelope().patient();
        if (recorded.event() instanceof PatientEnrolled enrolled)
            return new Roster(this, holder, enrolled.subjectNumber());
        if (recorded.event() instanceof EventCorrected correction)
            for (Change change : correction.changes())
                if (change.field().equals(SUBJECT_NUMBER))
                    return new Roster(this, holder, change.newValue().asString());
        return this;
    }

    /** Whose number that is now. */
    public Optional<PatientId> holderOf(String number) {
        var renumbered = new HashSet<PatientId>();
        for (Roster entry = this; entry.earlier != null; entry = entry.earlier)
            if (renumbered.add(entry.patient) && entry.subjectNumber.equals(number)) return Optional.of(entry.patient);
        return Optional.empty();
    }
}
