package org.accrual.command.amendment;

import static org.accrual.command.intake.ClinicalRules.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.accrual.command.amendment.AmendmentCommand.CorrectEvent;
import org.accrual.command.amendment.AmendmentCommand.RetractEvent;
import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.EffectiveFact;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.patient.PatientState;
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

    /** @param roster needed only if the command {@linkplain AmendmentCommand#renumbers() renumbers} */
    static Decision decide(CenterState center, PatientState patient, Roster roster, AmendmentCommand command) {
        Optional<Refusal> objection = ClinicalRules.subjectObjection(center, patient)
                .or(() -> targetObjection(patient, command.fact().target()));
        if (objection.isPresent()) return new Decision.Refused(objection.get());
        PatientEvent standing =
                patient.entry(command.fact().target()).orElseThrow().effective();
        return switch (command) {
            case CorrectEvent correct -> correct(patient, roster, standing, correct.fact());
            case RetractEvent retract -> retract(standing, retract.fact());
        };
    }

    private static Optional<Refusal> targetObjection(PatientState patient, EventId target) {
        return patient.entry(target)
                .map(entry -> entry.retracted()
                        ? refusal(Reason.ALREADY_RETRACTED, "Event " + target + " is retracted.", "target")
                        : Optional.<Refusal>empty())
                .orElseGet(() -> refusal(
                        Reason.EVENT_UNKNOWN, "No event " + target + " of this patient can be amended.", "target"));
    }

    private static Decision retract(PatientEvent standing, EventRetracted retraction) {
        if (standing instanceof PatientEnrolled)
            return Decision.refused(
                    Reason.ENROLMENT_STANDS, "Event " + retraction.target() + " is the enrolment.", "target");
        return new Decision.Accepted(retraction);
    }

    private static Decision correct(
            PatientState patient, Roster roster, PatientEvent standing, EventCorrected correction) {
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
                References.objection(patient, correction, corrected)
                        .or(() -> subjectNumberObjection(patient, roster, standing, corrected)),
                asStored(standing, corrected, correction));
    }

    private static Optional<Refusal> subjectNumberObjection(
            PatientState patient, Roster roster, PatientEvent standing, PatientEvent corrected) {
        if (!(standing instanceof PatientEnrolled before) || !(corrected instanceof PatientEnrolled after))
            return Optional.empty();
        if (before.subjectNumber().equals(after.subjectNumber())) return Optional.empty();
        return roster.holderOf(after.subjectNumber())
                .filter(holder -> !holder.equals(patient.patient()))
                .flatMap(_ -> refusal(
                        Reason.SUBJECT_NUMBER_TAKEN,
                        "Another patient of the center has the subject number " + after.subjectNumber() + ".",
                        "subjectNumber"));
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
