package org.accrual.study.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Role;
import org.jspecify.annotations.Nullable;

/**
 * One query and what was said in it.
 *
 * @param id of the event that raised it
 * @param target the event that is questioned; null if something is missing
 * @param field null for the event as a whole
 * @param entries in their order, the question first
 */
public record PatientQuery(
        EventId id, @Nullable EventId target, @Nullable String field, QueryState state, List<Entry> entries) {
    /**
     * @param state in which it left the query
     * @param text null where nothing was said
     */
    public record Entry(
            Instant at,
            String actor,
            Role role,
            QueryState state,
            @Nullable String text) {}

    public PatientQuery {
        entries = List.copyOf(entries);
    }

    static PatientQuery raised(Envelope envelope, QueryRaised raised) {
        return new PatientQuery(
                envelope.id(),
                raised.target(),
                raised.field(),
                QueryState.OPEN,
                List.of(entry(envelope, QueryState.OPEN, raised.text())));
    }

    PatientQuery moved(Envelope envelope, QueryState to, @Nullable String text) {
        var all = new ArrayList<>(entries);
        all.add(entry(envelope, to, text));
        return new PatientQuery(id, target, field, to, all);
    }

    private static Entry entry(Envelope envelope, QueryState state, @Nullable String text) {
        return new Entry(envelope.recordedAt(), envelope.actor(), envelope.role(), state, text);
    }

    public Instant raisedAt() {
        return entries.getFirst().at();
    }
}
