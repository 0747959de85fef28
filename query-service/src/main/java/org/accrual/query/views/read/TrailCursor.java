package org.accrual.query.views.read;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.LongStream;
import org.accrual.query.views.store.TrailLine;
import org.accrual.query.views.store.Trails;
import org.accrual.query.views.store.Trails.Page;

/** Part of a chain's trail, a few pages in memory at a time. */
final class TrailCursor implements Iterator<TrailLine> {
    private static final int PAGES_AT_ONCE = 8;
    private static final Comparator<TrailLine> RECORDING = Comparator.comparingLong(
                    (TrailLine line) -> line.place().recordedMicros())
            .thenComparingInt(TrailLine::partition)
            .thenComparingLong(line -> line.place().offset());

    private final Trails trails;
    private final String chain;
    private final long upTo;
    private final Deque<TrailLine> read = new ArrayDeque<>();
    private long after;

    /**
     * @param after ordinal of the last line to be left out
     * @param upTo ordinal of the last line
     */
    TrailCursor(Trails trails, String chain, long after, long upTo) {
        this.trails = trails;
        this.chain = chain;
        this.after = after;
        this.upTo = upTo;
    }

    long size() {
        return Math.max(0, upTo - after);
    }

    TrailCursor without(long first) {
        return new TrailCursor(trails, chain, after + first, upTo);
    }

    @Override
    public boolean hasNext() {
        return after < upTo;
    }

    @Override
    public TrailLine next() {
        if (!hasNext()) throw new NoSuchElementException();
        if (read.isEmpty()) fill();
        after++;
        return read.removeFirst();
    }

    private void fill() {
        long first = after / Trails.LINES_PER_PAGE;
        long last = Math.min(first + PAGES_AT_ONCE - 1, (upTo - 1) / Trails.LINES_PER_PAGE);
        List<Page> pages = LongStream.rangeClosed(first, last)
                .mapToObj(number -> new Page(chain, number))
                .toList();
        var found = trails.find(pages);
        for (Page page : pages) for (TrailLine line : found.get(page)) if (line.ordinal() > after) read.addLast(line);
    }

    /** All lines in the order of recording. */
    static Iterator<TrailLine> merged(List<TrailCursor> cursors) {
        if (cursors.size() == 1) return cursors.getFirst();
        var heads = new PriorityQueue<Head>(Comparator.comparing(Head::line, RECORDING));
        cursors.forEach(cursor -> Head.of(cursor, heads));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !heads.isEmpty();
            }

            @Override
            public TrailLine next() {
                Head head = heads.remove();
                Head.of(head.rest(), heads);
                return head.line();
            }
        };
    }

    private record Head(TrailLine line, TrailCursor rest) {
        static void of(TrailCursor cursor, PriorityQueue<Head> heads) {
            if (cursor.hasNext()) heads.add(new Head(cursor.next(), cursor));
        }
    }
}
