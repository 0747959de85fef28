package org.accrual.query.views.read;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.accrual.log.format.ChainKey;
import org.accrual.query.views.Cut;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.Trail;
import org.accrual.query.views.store.Events;
import org.accrual.query.views.store.Generations;
import org.accrual.query.views.store.Place;
import org.accrual.query.views.store.StoredEvent;
import org.accrual.query.views.store.Subject;
import org.accrual.query.views.store.TrailLine;
import org.accrual.query.views.store.ViewStore;
import org.springframework.stereotype.Component;

/**
 * The trail as MongoDB holds it: a patient's from the patient's own stream, any other merged of the chains' trails. Time
 * and place cut a chain by search; who and what are looked for line by line.
 */
@Component
public final class StoredTrail implements Trail {
    private static final int ENTRIES_AT_ONCE = 256;

    private final Generations generations;

    public StoredTrail(Generations generations) {
        this.generations = generations;
    }

    @Override
    public long count(Filter filter, Cut cut) {
        ViewStore store = generations.shown(cut);
        if (filter.patient() != null) return patients(store, filter, cut).count();
        List<TrailCursor> cursors = cursors(store, filter, cut);
        if (takesEveryLine(filter))
            return cursors.stream().mapToLong(TrailCursor::size).sum();
        long count = 0;
        for (Iterator<TrailLine> lines = TrailCursor.merged(cursors); lines.hasNext(); )
            if (takes(filter, lines.next())) count++;
        return count;
    }

    @Override
    public void read(Filter filter, Cut cut, long skip, int limit, Consumer<Entry> reader) {
        ViewStore store = generations.shown(cut);
        if (filter.patient() != null) {
            patients(store, filter, cut)
                    .skip(skip)
                    .limit(limit)
                    .map(StoredTrail::entry)
                    .forEach(reader);
            return;
        }
        List<TrailCursor> cursors = cursors(store, filter, cut);
        boolean jumps = cursors.size() == 1 && takesEveryLine(filter);
        Iterator<TrailLine> lines = jumps ? cursors.getFirst().without(skip) : TrailCursor.merged(cursors);
        long left = jumps ? 0 : skip;
        var block = new ArrayList<Events.Key>();
        for (int taken = 0; taken < limit && lines.hasNext(); ) {
            TrailLine line = lines.next();
            if (!takes(filter, line) || left-- > 0) continue;
            taken++;
            block.add(line.event());
            if (block.size() == ENTRIES_AT_ONCE) hand(store, block, reader);
        }
        hand(store, block, reader);
    }

    private static void hand(ViewStore store, List<Events.Key> block, Consumer<Entry> reader) {
        Map<Events.Key, StoredEvent> events = store.events().find(block);
        block.forEach(key -> reader.accept(entry(events.get(key))));
        block.clear();
    }

    private static Entry entry(StoredEvent event) {
        return new Entry(
                event.partition(),
                event.offset(),
                event.hash(),
                event.envelope(),
                event.isErased() ? Optional.empty() : Optional.of(event.event()));
    }

    private static boolean takesEveryLine(Filter filter) {
        return filter.actor() == null && filter.type() == null;
    }

    private static boolean takes(Filter filter, TrailLine line) {
        return (filter.actor() == null || filter.actor().equals(line.actor()))
                && (filter.type() == null || filter.type().equals(line.type()));
    }

    private static List<TrailCursor> cursors(ViewStore store, Filter filter, Cut cut) {
        Prefixes prefixes = Prefixes.of(store, key -> isOf(filter, key));
        Map<String, TrailLine> last =
                prefixes.last(line -> line.place().isBefore(cut, line.partition()) && !isAfter(filter, line.place()));
        Map<String, TrailLine> before =
                filter.from() == null ? Map.of() : prefixes.last(line -> isTooEarly(filter, line.place()));
        var cursors = new ArrayList<TrailCursor>();
        last.forEach((chain, line) -> {
            long after = before.containsKey(chain) ? before.get(chain).ordinal() : 0;
            cursors.add(new TrailCursor(store.trails(), chain, after, line.ordinal()));
        });
        return cursors;
    }

    private static boolean isOf(Filter filter, ChainKey key) {
        return key.study().equals(filter.study().value())
                && (filter.center() == null || filter.center().value().equals(key.center()));
    }

    private static boolean isAfter(Filter filter, Place place) {
        return filter.to() != null && place.recordedMicros() > Place.micros(filter.to());
    }

    private static boolean isTooEarly(Filter filter, Place place) {
        return place.recordedMicros() < Place.micros(filter.from());
    }

    private static Stream<StoredEvent> patients(ViewStore store, Filter filter, Cut cut) {
        String key = SubjectKind.keyOf(filter.patient());
        Subject subject = store.subjects(SubjectKind.PATIENT, List.of(key)).get(key);
        if (subject == null
                || !subject.study().equals(filter.study())
                || (filter.center() != null && !filter.center().equals(subject.center()))) return Stream.empty();
        return store.events().streams(Map.of(key, subject.sequence())).get(key).stream()
                .filter(event -> event.isBefore(cut) && takes(filter, event));
    }

    private static boolean takes(Filter filter, StoredEvent event) {
        Place place = Place.of(event.offset(), event.envelope().recordedAt());
        return (filter.actor() == null || filter.actor().equals(event.envelope().actor()))
                && (filter.type() == null
                        || filter.type().equals(event.envelope().type()))
                && !isAfter(filter, place)
                && (filter.from() == null || !isTooEarly(filter, place));
    }
}
