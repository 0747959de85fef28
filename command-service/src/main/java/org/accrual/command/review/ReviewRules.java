package org.accrual.command.review;

import java.util.List;
import java.util.Optional;
import org.accrual.study.events.EffectiveFact;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.patient.PatientState;
import org.accrual.study.review.LockState;
import org.accrual.study.review.PatientQuery;
import org.accrual.study.review.QueryState;
import org.accrual.study.review.ReviewState;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/** What can be questioned, answered, closed, verified and locked when. */
final class ReviewRules {
    private static final String QUERY = "query";
    private static final String TARGET = "target";

    private ReviewRules() {}

    /** Whatever a query is about is there; a query about something missing is about nothing. */
    static Optional<Refusal> questioned(PatientState patient, QueryRaised query) {
        if (query.target() == null) return Optional.empty();
        return stands(patient, query.target(), TARGET).or(() -> hasField(patient, query));
    }

    private static Optional<Refusal> hasField(PatientState patient, QueryRaised query) {
        var fact = patient.entry(query.target()).orElseThrow().effective();
        return query.field() == null || EffectiveFact.hasField(fact, query.field())
                ? Optional.empty()
                : refusal(
                        Reason.FIELD_UNKNOWN,
                        "The event has no field '" + query.field() + "'; it has "
                                + String.join(", ", EffectiveFact.fields(fact)) + ".",
                        "field");
    }

    static Optional<Refusal> allStand(PatientState patient, List<EventId> targets) {
        for (int i = 0; i < targets.size(); i++) {
            Optional<Refusal> lost = stands(patient, targets.get(i), "targets[" + i + "]");
            if (lost.isPresent()) return lost;
        }
        return Optional.empty();
    }

    static Optional<Refusal> stands(PatientState patient, EventId target, String field) {
        return patient.entry(target).filter(entry -> !entry.retracted()).isPresent()
                ? Optional.empty()
                : refusal(Reason.EVENT_UNKNOWN, "No event " + target + " of this patient stands.", field);
    }

    static Optional<Refusal> awaitsAnswer(ReviewState review, EventId query) {
        return state(review, query, Reason.QUERY_NOT_OPEN, QueryState.OPEN);
    }

    static Optional<Refusal> isPending(ReviewState review, EventId query) {
        return state(review, query, Reason.QUERY_NOT_OPEN, QueryState.OPEN, QueryState.ANSWERED);
    }

    static Optional<Refusal> canBeReopened(ReviewState review, EventId query) {
        return state(review, query, Reason.QUERY_STILL_OPEN, QueryState.ANSWERED, QueryState.CLOSED);
    }

    private static Optional<Refusal> state(ReviewState review, EventId id, Reason reason, QueryState... allowed) {
        Optional<PatientQuery> query = review.query(id);
        if (query.isEmpty()) return refusal(Reason.QUERY_UNKNOWN, "This patient has no query " + id + ".", QUERY);
        QueryState state = query.get().state();
        return List.of(allowed).contains(state)
                ? Optional.empty()
                : refusal(
                        reason, "Query " + id + " is " + state.name().toLowerCase(java.util.Locale.ROOT) + ".", QUERY);
    }

    static Optional<Refusal> isOpen(LockState lock) {
        return lock.locked()
                ? refusal(Reason.ALREADY_LOCKED, "The patient is locked: " + lock.lockedBecause(), "patient")
                : Optional.empty();
    }

    static Optional<Refusal> isLocked(LockState lock) {
        return lock.locked() ? Optional.empty() : refusal(Reason.NOT_LOCKED, "The patient is not locked.", "patient");
    }

    static Optional<Refusal> isNotFrozen(LockState lock, EventId target) {
        return lock.frozen().contains(target)
                ? refusal(Reason.ALREADY_LOCKED, "Event " + target + " is frozen.", TARGET)
                : Optional.empty();
    }

    static Optional<Refusal> isFrozen(LockState lock, EventId target) {
        return lock.frozen().contains(target)
                ? Optional.empty()
                : refusal(Reason.NOT_LOCKED, "Event " + target + " is not frozen.", TARGET);
    }

    private static Optional<Refusal> refusal(Reason reason, String detail, String field) {
        return Optional.of(new Refusal(reason, detail, field));
    }
}
