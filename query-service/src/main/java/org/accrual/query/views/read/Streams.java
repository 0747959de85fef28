package org.accrual.query.views.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accrual.query.views.Cut;
import org.accrual.query.views.store.StoredEvent;
import org.accrual.query.views.store.Subject;
import org.accrual.query.views.store.ViewStore;

/** What was recorded of some subjects up to a cut. */
final class Streams {
    /** What is held at a time. */
    private static final long EVENTS_AT_ONCE = 2_000;

    private final ViewStore store;
    private final Cut cut;

    Streams(ViewStore store, Cut cut) {
        this.store = store;
        this.cut = cut;
    }

    /** Empty for an erased subject. */
    List<StoredEvent> of(Subject subject) {
        return of(List.of(subject)).get(subject);
    }

    /** In the subjects' order. */
    Map<Subject, List<StoredEvent>> of(Collection<Subject> subjects) {
        var lengths = new HashMap<String, Long>();
        for (Subject subject : subjects) if (!subject.erased()) lengths.put(subject.key(), subject.sequence());
        Map<String, List<StoredEvent>> stored = store.events().streams(lengths);
        var streams = new LinkedHashMap<Subject, List<StoredEvent>>();
        for (Subject subject : subjects)
            streams.put(
                    subject,
                    stored.getOrDefault(subject.key(), List.of()).stream()
                            // Erased since the subject was looked at: nothing of it is shown any more.
                            .filter(event -> !event.isErased() && event.isBefore(cut))
                            .toList());
        return streams;
    }

    /** The subjects in their order, in parts that are not too much at once. */
    static List<List<Subject>> parts(List<Subject> subjects) {
        var parts = new ArrayList<List<Subject>>();
        var part = new ArrayList<Subject>();
        long events = 0;
        for (Subject subject : subjects) {
            part.add(subject);
            events += subject.sequence();
            if (events < EVENTS_AT_ONCE) continue;
            parts.add(List.copyOf(part));
            part.clear();
            events = 0;
        }
        if (!part.isEmpty()) parts.add(List.copyOf(part));
        return parts;
    }
}
