package org.accrual.query.views.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogPosition;
import org.accrual.query.views.Cut;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.query.views.store.Place;
import org.accrual.query.views.store.TrailLine;
import org.accrual.query.views.store.Trails;
import org.accrual.query.views.store.Trails.Page;
import org.accrual.query.views.store.ViewStore;

/**
 * How much of each chain lies before something. Place and time never run backwards in a chain, so it is a search by
 * halves over the pages of its trail, for all chains at a time.
 */
final class Prefixes {
    private final Trails trails;
    private final Map<String, Long> counts = new TreeMap<>();

    private Prefixes(ViewStore store, Predicate<ChainKey> chains) {
        this.trails = store.trails();
        for (PartitionProgress partition : store.progress())
            for (ChainHead head : partition.heads())
                if (chains.test(head.key())) counts.put(head.key().text(), head.count());
    }

    /** Of the chains that are asked for, as far as they have been read. */
    static Prefixes of(ViewStore store, Predicate<ChainKey> chains) {
        return new Prefixes(store, chains);
    }

    /** The least position that covers what was recorded up to then, and the instant. */
    static Cut upTo(ViewStore store, Instant instant) {
        LogPosition position = LogPosition.START;
        long last = Place.micros(instant);
        for (TrailLine line : of(store, _ -> true)
                .last(line -> line.place().recordedMicros() <= last)
                .values())
            position = position.max(
                    LogPosition.after(line.partition(), line.place().offset()));
        return new Cut(position, Optional.of(instant));
    }

    /**
     * The last line of each chain of which it is true, by chain; chains without one are left out.
     *
     * @param before true of a beginning of every chain, and of nothing after it
     */
    Map<String, TrailLine> last(Predicate<TrailLine> before) {
        var searches = new ArrayList<Search>();
        counts.forEach((chain, count) -> searches.add(new Search(chain, count)));
        List<Search> open = searches;
        while (!open.isEmpty()) {
            Map<Page, List<TrailLine>> pages =
                    trails.find(open.stream().map(Search::next).toList());
            open.forEach(search -> search.look(pages.get(search.next()), before));
            open = open.stream().filter(search -> !search.isDone()).toList();
        }
        var found = new HashMap<String, TrailLine>();
        searches.forEach(search -> search.found().ifPresent(line -> found.put(line.chain(), line)));
        return found;
    }

    /** Begins with a chain's last page, since most questions are about now. */
    private static final class Search {
        private final String chain;
        private final long count;
        private long next;
        /** Pages up to that one begin before. */
        private long low = -1;
        /** Pages from that one on don't. */
        private long high;

        private TrailLine found;

        Search(String chain, long count) {
            this.chain = chain;
            this.count = count;
            this.high = (count + Trails.LINES_PER_PAGE - 1) / Trails.LINES_PER_PAGE;
            this.next = high - 1;
        }

        Page next() {
            return new Page(chain, next);
        }

        void look(List<TrailLine> page, Predicate<TrailLine> before) {
            List<TrailLine> beginning = page.stream()
                    .filter(line -> line.ordinal() <= count && before.test(line))
                    .toList();
            if (beginning.isEmpty()) {
                high = next;
            } else {
                low = next;
                found = beginning.getLast();
                if (found.ordinal() < Math.min(count, page.getLast().ordinal())) high = low + 1;
            }
            next = (low + high) / 2;
        }

        boolean isDone() {
            return high - low <= 1;
        }

        Optional<TrailLine> found() {
            return Optional.ofNullable(found);
        }
    }
}
