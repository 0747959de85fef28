package org.accrual.chaos.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a log: counts, and the first few of each kind in words. */
public final class Findings {
    /** What can be wrong; the names stand in the last line of a run. */
    public enum Kind {
        /** Acknowledged, and not in the history where it was said to be. */
        LOST,
        /** One command, or one event id, twice in the history. */
        DUPLICATED,
        /** Two answers or events of which only one can be right: decided on another state than the one before it. */
        CONFLICTING,
        /** A history that was read before and is no longer the same, has a hole, or runs backwards in time. */
        BROKEN_CHAINS
    }

    private static final int EXAMPLES_MAX = 5;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);

    public void add(Kind kind, String what) {
        counts.merge(kind, 1, Integer::sum);
        List<String> known = examples.computeIfAbsent(kind, _ -> new ArrayList<>());
        if (known.size() < EXAMPLES_MAX) known.add(what);
    }

    public void addAll(Findings others) {
        others.counts.forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        others.examples.forEach((kind, texts) -> examples.merge(kind, texts, Findings::firstOf));
    }

    private static List<String> firstOf(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return new ArrayList<>(all.subList(0, Math.min(all.size(), EXAMPLES_MAX)));
    }

    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    public boolean none() {
        return counts.isEmpty();
    }

    public List<String> examples() {
        List<String> all = new ArrayList<>();
        examples.forEach((kind, texts) -> texts.forEach(text -> all.add(kind + ": " + text)));
        return all;
    }

    /** The contract's last line. */
    @Override
    public String toString() {
        return "lost %d, duplicated %d, conflicting %d, broken chains %d"
                .formatted(
                        count(Kind.LOST), count(Kind.DUPLICATED), count(Kind.CONFLICTING), count(Kind.BROKEN_CHAINS));
    }
}
