package org.accrual.command.amendment;

import static org.accrual.command.intake.ClinicalRules.refusal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.accrual.command.intake.ClinicalRules;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/** What a corrected fact refers to anew has to be there. References that it keeps may have been lost: that is a finding. */
final class References {
    private References() {}

    static Optional<Refusal> objection(PatientState patient, EventCorrected correction, PatientEvent corrected) {
        if (!(corrected instanceof ClinicalEvent fact)) return Optional.empty();
        Optional<Refusal> anchor =
                changes(correction, "date") ? anchorObjection(patient, correction.target(), fact) : Optional.empty();
        return anchor.or(() -> fact instanceof RecurrenceRecorded recurrence && changes(correction, "afterResection")
                ? resectionObjection(patient, recurrence)
                : Optional.empty());
    }

    private static boolean changes(EventCorrected correction, String field) {
        return correction.changes().stream().anyMatch(change -> change.field().equals(field));
    }

    private static Optional<Refusal> anchorObjection(PatientState patient, EventId target, ClinicalEvent corrected) {
        return ClinicalRules.anchorObjection(patient, corrected.date())
                .or(() -> countsFromItself(patient, target, corrected)
                        ? refusal(
                                Reason.ANCHORS_IN_A_CIRCLE,
                                "The date would count from event "
                                        + corrected.date().anchor().event()
                                        + ", whose date counts from this one.",
                                "date.anchor.event")
                        : Optional.empty());
    }

    private static boolean countsFromItself(PatientState patient, EventId target, ClinicalEvent corrected) {
        Set<EventId> passed = new HashSet<>();
        for (ClinicalEvent at = corrected; at != null && at.date().anchor() != null; ) {
            EventId next = at.date().anchor().event();
            if (next.equals(target)) return true;
            // An older circle elsewhere is not this correction's.
            if (!passed.add(next)) return false;
            at = standing(patient, next).orElse(null);
        }
        return false;
    }

    private static Optional<Refusal> resectionObjection(PatientState patient, RecurrenceRecorded recurrence) {
        EventId named = recurrence.afterResection();
        if (named == null) return Optional.empty();
        return standing(patient, named)
                .map(event -> event instanceof ResectionPerformed
                        ? Optional.<Refusal>empty()
                        : refusal(Reason.NOT_A_RESECTION, "Event " + named + " is no resection.", "afterResection"))
                .orElseGet(() -> refusal(
                        Reason.EVENT_UNKNOWN,
                        "No clinical event " + named + " of this patient stands.",
                        "afterResection"));
    }

    private static Optional<ClinicalEvent> standing(PatientState patient, EventId id) {
        return patient.entry(id)
                .map(PatientState.Entry::effective)
                .filter(ClinicalEvent.class::isInstance)
                .map(ClinicalEvent.class::cast);
    }
}
