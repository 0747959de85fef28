package org.accrual.study.administration;

import java.util.Optional;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.PatientId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The subject numbers that a center has given away, corrections included. One number has one holder: whoever takes one
 * has read the whole roster.
 *
 * @param holders by number
 * @param numbers by holder
 */
public record Roster(PMap<String, PatientId> holders, PMap<PatientId, String> numbers) {
    private static final Roster EMPTY = new Roster(HashTreePMap.empty(), HashTreePMap.empty());
    private static final String SUBJECT_NUMBER = "subjectNumber";

    public static Roster empty() {
        return EMPTY;
    }

    /** Any event of the center; those that give no number change nothing. */
    public Roster evolve(RecordedEvent recorded) {
        PatientId holder = recorded.envelope().patient();
        if (recorded.event() instanceof PatientEnrolled enrolled) return given(enrolled.subjectNumber(), holder);
        if (recorded.event() instanceof EventCorrected correction)
            for (Change change : correction.changes())
                if (change.field().equals(SUBJECT_NUMBER))
                    return given(change.newValue().asString(), holder);
        return this;
    }

    private Roster given(String number, PatientId holder) {
        String before = numbers.get(holder);
        PMap<String, PatientId> others = before == null ? holders : holders.minus(before);
        return new Roster(others.plus(number, holder), numbers.plus(holder, number));
    }

    /** Whose number that is now. */
    public Optional<PatientId> holderOf(String number) {
        return Optional.ofNullable(holders.get(number));
    }
}
