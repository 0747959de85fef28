package org.accrual.query.http;

import java.util.List;
import org.accrual.web.problem.Unanswered;

/**
 * Which part of a list is asked for: {@code ?page=0&size=50}.
 *
 * @param page from 0
 * @param size entries on a page
 */
public record PageRequest(int page, int size) {
    public static final String DEFAULT_SIZE = "50";
    public static final int SIZE_MAX = 500;
    /** Whoever turns so many pages wants a filter, or the download. */
    public static final int ENTRIES_MAX = 1_000_000;

    /** @throws Unanswered for a page that no list has */
    public PageRequest {
        if (page < 0) throw Unanswered.badParameter("page", "is not negative");
        if (size < 1 || size > SIZE_MAX) throw Unanswered.badParameter("size", "goes from 1 to " + SIZE_MAX);
        if ((long) page * size > ENTRIES_MAX)
            throw Unanswered.badParameter("page", "lies beyond the first " + ENTRIES_MAX + " entries");
    }

    public int skip() {
        return page * size;
    }

    /** The asked part of a list that is at hand as a whole. */
    public <T> List<T> of(List<T> all) {
        return all.stream().skip(skip()).limit(size).toList();
    }
}
