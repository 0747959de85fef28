package org.accrual.command.intake;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.accrual.study.administration.CenterState;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/**
 * What every new clinical fact has to meet, whatever it says: a patient who exists, dates that count from something,
 * nothing before birth and nothing after death. Only what is certainly contradictory is refused.
 */
public final class ClinicalRules {
    /** Stands for the fact under decision, which has no id of its own yet. */
    public static final EventId CANDIDATE = new EventId(new UUID(0, 0));

    private ClinicalRules() {}

    /** Accepts the fact if neither these rules nor the feature's own object to it. */
    public static Decision decide(
            CenterState center,
            PatientState patient,
            ClinicalEvent fact,
            Function<Timeline, Optional<Refusal>> ownRules) {
        return Decision.of(objection(center, patient, fact).or(() -> ownRules.apply(with(patient, fact))), fact);
    }

    /** For facts that have no rules of their own. */
    public static Decision decide(CenterState center, PatientState patient, ClinicalEvent fact) {
        return Decision.of(objection(center, patient, fact), fact);
    }

    public static Optional<Refusal> objection(CenterState center, PatientState patient, ClinicalEvent fact) {
        return subjectObjection(center, patient)
                .or(() -> anchorObjection(patient, fact.date()))
                .or(() -> lifetimeObjection(with(patient, fact)));
    }

    /** The timeline as it would be with the fact, called {@link #CANDIDATE} there. */
    public static Timeline with(PatientState patient, ClinicalEvent fact) {
        return patient.timelineWith(CANDIDATE, fact);
    }

    /** The fact under decision, its date resolved. */
    public static Fact<?> candidate(Timeline timeline) {
        return timeline.fact(CANDIDATE).orElseThrow();
    }

    /** The patient exists at a center that takes part. */
    public static Optional<Refusal> subjectObjection(CenterState center, PatientState patient) {
        if (!center.active())
            return refusal(Reason.CENTER_NOT_ACTIVE, "No center of that name is active in the study.", "center");
        if (!patient.exists())
            return refusal(Reason.PATIENT_UNKNOWN, "No patient of that id is enrolled at the center.", "patient");
        return Optional.empty();
    }

    /** An anchored date counts from a fact of the same patient that stands and has a date itself. */
    public static Optional<Refusal> anchorObjection(PatientState patient, ClinicalDate date) {
        if (date.anchor() == null) return Optional.empty();
        EventId anchor = date.anchor().event();
        boolean stands = patient.entry(anchor)
                .map(entry -> entry.effective() instanceof ClinicalEvent)
                .orElse(false);
        return stands
                ? Optional.empty()
                : refusal(
                        Reason.EVENT_UNKNOWN,
                        "No clinical event " + anchor + " of this patient stands that a date could count from.",
                        "date.anchor.event");
    }

    private static Optional<Refusal> lifetimeObjection(Timeline timeline) {
        Fact<?> candidate = candidate(timeline);
        if (candidate.date().certainlyBefore(timeline.birth()))
            return refusal(
                    Reason.BEFORE_BIRTH,
                    "The date (" + candidate.date() + ") is certainly before the patient's birth (" + timeline.birth()
                            + ").",
                    "date");
        Optional<Fact<DeathRecorded>> death = timeline.facts(DeathRecorded.class).stream()
                .filter(fact -> !fact.id().equals(CANDIDATE))
                .findFirst();
        return candidate.event() instanceof DeathRecorded
                ? deathObjection(timeline, candidate, death)
                : death.filter(it -> candidate.date().certainlyAfter(it.date()))
                        .flatMap(it -> refusal(
                                Reason.AFTER_DEATH,
                                "The date (" + candidate.date() + ") is certainly after the patient's death ("
                                        + it.date() + ").",
                                "date"));
    }

    private static Optional<Refusal> deathObjection(
            Timeline timeline, Fact<?> candidate, Optional<Fact<DeathRecorded>> known) {
        if (known.isPresent())
            return refusal(
                    Reason.DEATH_ALREADY_RECORDED,
                    "The patient's death is recorded (" + known.get().date() + ", event "
                            + known.get().id() + "): correct that event if it is wrong.",
                    null);
        return timeline.facts().stream()
                .filter(fact -> fact.date().certainlyAfter(candidate.date()))
                .findFirst()
                .flatMap(later -> refusal(
                        Reason.LATER_EVENTS_EXIST,
                        "Event " + later.id() + " (" + later.date() + ") is certainly later than this death ("
                                + candidate.date() + "): correct or retract whichever is wrong.",
                        "date"));
    }

    public static Optional<Refusal> refusal(Reason reason, String detail, String field) {
        return Optional.of(new Refusal(reason, detail, field));
    }
}
