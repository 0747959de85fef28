package org.accrual.chaos.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what happened to commands, by name. */
public final class Tally {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    /** Sorted by name: {@code a 1, b 2}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(counts)
                .forEach((what, count) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(what)
                        .append(' ')
                        .append(count));
        return text.isEmpty() ? "none" : text.toString();
    }
}
