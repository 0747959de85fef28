package org.accrual.study.review;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.accrual.study.events.Amendment;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.Review.QueryAnswered;
import org.accrual.study.events.Review.QueryCancelled;
import org.accrual.study.events.Review.QueryClosed;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.events.Review.QueryReopened;
import org.accrual.study.events.Review.SourceVerified;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.EventId;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and verified of a patient's record: a state of its own beside the clinical one, over the same events.
 *
 * @param queries in the order in which they were raised
 * @param marks by event, its last source verification and its last amendment
 * @param allVerified the last verification of all that stood then; null if there was none
 */
public record ReviewState(
        Map<EventId, PatientQuery> queries,
        Map<EventId, Mark> marks,
        @Nullable Verification allVerified) {
    private static final ReviewState EMPTY = new ReviewState(Map.of(), Map.of(), null);

    /** @param sequence of the event in the patient's stream */
    public record Verification(long sequence, Envelope by) {}

    /**
     * @param verified null if the event was never verified by itself
     * @param amended sequence of the last correction or retraction; 0 if there was none
     */
    record Mark(@Nullable Verification verified, long amended) {
        private static final Mark NONE = new Mark(null, 0);
    }

    /** Whether an event was compared with its source, and whether what was compared still stands. */
    public enum SourceVerification {
        NOT_VERIFIED,
        VERIFIED,
        /** The event was amended since. */
        VOIDED
    }

    public ReviewState {
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
        marks = Map.copyOf(marks);
    }

    public static ReviewState empty() {
        return EMPTY;
    }

    /**
     * Any event of the patient; those that neither review nor amend change nothing.
     *
     * @throws IllegalStateException if a query moves that was never raised: the writer never records such an event
     */
    public ReviewState evolve(RecordedEvent recorded) {
        Envelope envelope = recorded.envelope();
        return switch (recorded.event()) {
            case QueryRaised raised -> with(PatientQuery.raised(envelope, raised));
            case QueryAnswered it -> moved(it.query(), envelope, QueryState.ANSWERED, it.text());
            case QueryClosed it -> moved(it.query(), envelope, QueryState.CLOSED, it.text());
            case QueryReopened it -> moved(it.query(), envelope, QueryState.OPEN, it.text());
            case QueryCancelled it -> moved(it.query(), envelope, QueryState.CANCELLED, it.text());
            case SourceVerified verified -> verified(verified, new Verification(envelope.sequence(), envelope));
            case Amendment amendment -> amended(amendment.target(), envelope.sequence());
            case StudyEvent _ -> this;
        };
    }

    private ReviewState with(PatientQuery query) {
        var all = new LinkedHashMap<>(queries);
        all.put(query.id(), query);
        return new ReviewState(all, marks, allVerified);
    }

    private ReviewState moved(EventId query, Envelope envelope, QueryState to, @Nullable String text) {
        PatientQuery known = queries.get(query);
        if (known == null) throw new IllegalStateException("query " + query + " was never raised");
        return with(known.moved(envelope, to, text));
    }

    private ReviewState verified(SourceVerified event, Verification verification) {
        if (Boolean.TRUE.equals(event.all())) return new ReviewState(queries, marks, verification);
        var all = new LinkedHashMap<>(marks);
        for (EventId target : event.targets())
            all.put(target, new Mark(verification, mark(target).amended()));
        return new ReviewState(queries, all, allVerified);
    }

    private ReviewState amended(EventId target, long sequence) {
        var all = new LinkedHashMap<>(marks);
        all.put(target, new Mark(mark(target).verified(), sequence));
        return new ReviewState(queries, all, allVerified);
    }

    private Mark mark(EventId target) {
        return marks.getOrDefault(target, Mark.NONE);
    }

    public Optional<PatientQuery> query(EventId id) {
        return Optional.ofNullable(queries.get(id));
    }

    /** @param event an event of this patient's, neither amendment nor review */
    public SourceVerification verification(Envelope event) {
        Optional<Verification> last = lastVerification(event);
        if (last.isEmpty()) return SourceVerification.NOT_VERIFIED;
        return mark(event.id()).amended() > last.get().sequence()
                ? SourceVerification.VOIDED
                : SourceVerification.VERIFIED;
    }

    /** Who verified it last; empty if nobody did. */
    public Optional<Verification> lastVerification(Envelope event) {
        Verification own = mark(event.id()).verified();
        Verification common = allVerified != null && allVerified.sequence() > event.sequence() ? allVerified : null;
        if (own == null || common == null) return Optional.ofNullable(own == null ? common : own);
        return Optional.of(own.sequence() > common.sequence() ? own : common);
    }
}
