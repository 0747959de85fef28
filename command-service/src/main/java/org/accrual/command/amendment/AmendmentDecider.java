package org.accrual.command.amendment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.accrual.command.intake.Decision;
import org.accrual.study.administration.Roster;
import org.accrual.study.events.Amendment;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.EffectiveFact;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.rules.Admission;
import org.accrual.study.rules.Rule;
import org.accrual.study.words.EventId;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/**
 * A correction has to know what it corrects and to leave a fact that could have been recorded. What it contradicts
 * elsewhere in the record is a finding: truth is never blocked.
 */
final class AmendmentDecider {
    private AmendmentDecider() {}

    static Decision retract(PatientState patient, EventRetracted retraction) {
        Optional<Refusal> objection = targetObjection(patient, retraction.target());
        if (objection.isPresent()) return new Decision.Refused(objection.get());
        if (standing(patient, retraction) instanceof PatientEnrolled)
            return Decision.refused(
                    Reason.ENROLMENT_STANDS, "Event " + retraction.target() + " is the enrolment.", "target");
        return new Decision.Accepted(retraction);
    }

    /** @param roster needed only if the subject number may change */
    static Decision correct(PatientState patient, Roster roster, EventCorrected correction) {
        Optional<Refusal> objection = targetObjection(patient, correction.target());
        if (objection.isPresent()) return new Decision.Refused(objection.get());
        PatientEvent standing = standing(patient, correction);
        Optional<Refusal> stale = ExpectedValues.objection(standing, correction.changes());
        if (stale.isPresent()) return new Decision.Refused(stale.get());
        PatientEvent corrected;
        try {
            corrected = EffectiveFact.corrected(standing, correction);
        } catch (InvalidValue e) {
            return Decision.refused(Reason.INVALID_VALUE, "After the correction, " + e.getMessage() + ".", e.field());
        }
        if (ExpectedValues.same(standing, corrected))
            return Decision.refused(
                    Reason.CHANGES_NOTHING, "Every new value equals the one that stands now.", "changes");
        return Decision.of(
                referenceObjection(patient, correction, corrected)
                        .or(() -> subjectNumberObjection(patient, roster, standing, corrected)),
                asStored(standing, corrected, correction));
    }

    private static Optional<Refusal> targetObjection(PatientState patient, EventId target) {
        Optional<PatientState.Entry> entry = patient.entry(target);
        if (entry.isEmpty())
            return Optional.of(new Refusal(
                    Reason.EVENT_UNKNOWN, "No event " + target + " of this patient can be amended.", "target"));
        return entry.filter(PatientState.Entry::retracted)
                .map(_ -> new Refusal(Reason.ALREADY_RETRACTED, "Event " + target + " is retracted.", "target"));
    }

    private static PatientEvent standing(PatientState patient, Amendment amendment) {
        return patient.entry(amendment.target()).orElseThrow().effective();
    }

    /** What it refers to anew has to be there. References that it keeps may have been lost: that is a finding. */
    private static Optional<Refusal> referenceObjection(
            PatientState patient, EventCorrected correction, PatientEvent corrected) {
        if (!(corrected instanceof ClinicalEvent fact)) return Optional.empty();
        List<Rule> rules = new ArrayList<>();
        for (Change change : correction.changes()) {
            if (change.field().equals("date")) rules.addFirst(Rule.ANCHOR_LOST);
            if (change.field().equals("afterResection")) rules.add(Rule.REFERENCE_LOST);
        }
        return Rule.objection(patient.timelineWith(correction.target(), fact), correction.target(), rules);
    }

    private static Optional<Refusal> subjectNumberObjection(
            PatientState patient, Roster roster, PatientEvent standing, PatientEvent corrected) {
        if (!(standing instanceof PatientEnrolled before) || !(corrected instanceof PatientEnrolled after))
            return Optional.empty();
        if (before.subjectNumber().equals(after.subjectNumber())) return Optional.empty();
        return Admission.subjectNumberIsFree(roster, after.subjectNumber(), patient.patient());
    }

    /** The changes as the payloads say them, however they were written: so the audit trail compares like with like. */
    private static EventCorrected asStored(PatientEvent before, PatientEvent after, EventCorrected correction) {
        List<Change> changes = new ArrayList<>();
        for (Change change : correction.changes())
            changes.add(new Change(
                    change.field(),
                    EffectiveFact.valueOf(before, change.field()),
                    EffectiveFact.valueOf(after, change.field())));
        return new EventCorrected(correction.target(), changes, correction.reason(), correction.text());
    }
}
