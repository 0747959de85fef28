package org.accrual.query.feasibility.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every pair of numerator and variance that a log-rank test of such groups can come to, ties included: what is left at
 * risk decides what can follow, so that paths which agree in that and in both sums are one.
 */
final class AllOrderings {
    /** Kept at a time; beyond it the groups are too large for this. */
    static final int PATHS_MAX = 150_000;

    /** Sums that differ by less are the same. */
    private static final double RESOLUTION = 1e-10;

    private static final long STEPS_FOR_A_PATH = 200;
    /** Spent whether all of them are needed or not. */
    private static final long STEPS = 60_000_000;

    private AllOrderings() {}

    /** How a state was come to. */
    private record Path(double difference, double variance, Path before, Ordering.Step step) {}

    private record Sums(long difference, long variance) {
        static Sums of(double difference, double variance) {
            return new Sums(Math.round(difference / RESOLUTION), Math.round(variance / RESOLUTION));
        }
    }

    /** One ordering for each pair of sums; empty if there would be too many. */
    static List<Ordering> of(TwoArms start, Work work) {
        work.spend(STEPS);
        try {
            return all(start, new Work(STEPS));
        } catch (Work.TooMuch _) {
            return List.of();
        }
    }

    private static List<Ordering> all(TwoArms start, Work work) {
        var levels = new TreeMap<Integer, Map<TwoArms, Map<Sums, Path>>>(Collections.reverseOrder());
        put(levels, start, new Path(0, 0, null, null));
        var orderings = new ArrayList<Ordering>();
        int kept = 0;
        while (!levels.isEmpty()) {
            for (var state : levels.pollFirstEntry().getValue().entrySet()) {
                Collection<Path> paths = state.getValue().values();
                kept += paths.size();
                if (kept > PATHS_MAX) return List.of();
                if (state.getKey().decided()) paths.forEach(path -> orderings.add(ordering(path, state.getKey())));
                else for (Path path : paths) extend(levels, state.getKey(), path, work);
            }
        }
        return orderings;
    }

    private static void extend(
            TreeMap<Integer, Map<TwoArms, Map<Sums, Path>>> levels, TwoArms state, Path path, Work work) {
        state.forEachStep(step -> {
            work.spend(STEPS_FOR_A_PATH);
            double difference = path.difference + step.difference(state.atRisk1(), state.atRisk2());
            double variance = path.variance + step.variance(state.atRisk1(), state.atRisk2());
            put(levels, state.after(step), new Path(difference, variance, path, step));
        });
    }

    private static void put(TreeMap<Integer, Map<TwoArms, Map<Sums, Path>>> levels, TwoArms state, Path path) {
        levels.computeIfAbsent(state.atRisk1() + state.atRisk2(), _ -> new HashMap<>())
                .computeIfAbsent(state, _ -> new HashMap<>())
                .putIfAbsent(Sums.of(path.difference, path.variance), path);
    }

    private static Ordering ordering(Path path, TwoArms end) {
        var steps = new ArrayDeque<Ordering.Step>(end.rest());
        for (Path it = path; it.step != null; it = it.before) steps.addFirst(it.step);
        return new Ordering(List.copyOf(steps));
    }
}
