package org.accrual.query.views.fold;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The subjects that events came of lately, so that the next event of one is folded onto what it left. For one thread.
 * It may forget at any time: the same comes of the stored events.
 */
final class RecentSubjects {
    /** In all streams together; an event takes about a kilobyte. */
    private static final long EVENTS_MAX = 20_000;

    private final Map<String, Folded> subjects = new LinkedHashMap<>(16, 0.75f, true);
    private long events;

    Optional<Folded> find(String key) {
        return Optional.ofNullable(subjects.get(key));
    }

    void remember(Folded folded) {
        Folded before = subjects.put(folded.subject().key(), folded);
        events += weight(folded) - (before == null ? 0 : weight(before));
        Iterator<Folded> eldest = subjects.values().iterator();
        while (events > EVENTS_MAX && eldest.hasNext()) {
            events -= weight(eldest.next());
            eldest.remove();
        }
    }

    /** What another instance may have gone on with meanwhile. */
    void forget(int partition) {
        subjects.values().removeIf(folded -> {
            boolean gone = folded.subject().partition() == partition;
            if (gone) events -= weight(folded);
            return gone;
        });
    }

    private static long weight(Folded folded) {
        return 1 + folded.subject().sequence();
    }
}
