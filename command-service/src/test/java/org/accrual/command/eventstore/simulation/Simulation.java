package org.accrual.command.eventstore.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/** Worlds beside each other, one to a core: each is its seed's alone. */
public final class Simulation {
    private static final Report NOTHING = new Report(0, Map.of());

    private Simulation() {}

    /**
     * What happened in all worlds.
     *
     * @param records that the worlds' logs hold at the end
     * @param told what clients were told, and how often
     */
    public record Report(long records, Map<String, Long> told) {
        private Report plus(Report other) {
            Map<String, Long> both = new TreeMap<>(told);
            other.told.forEach((words, times) -> both.merge(words, times, Long::sum));
            return new Report(records + other.records, both);
        }
    }

    /** @throws AssertionError what the auditor said of a bad world; one that breaks otherwise breaks the simulation */
    public static Report run(long firstSeed, int worlds, int stepsPerWorld) {
        // Not thrown in there: a parallel stream throws a copy of it, without its words.
        AtomicReference<AssertionError> verdict = new AtomicReference<>();
        Report report = LongStream.range(firstSeed, firstSeed + worlds)
                .parallel()
                .mapToObj(seed -> verdict.get() == null ? live(seed, stepsPerWorld, verdict) : NOTHING)
                .reduce(NOTHING, Report::plus);
        if (verdict.get() != null) throw verdict.get();
        return report;
    }

    private static Report live(long seed, int steps, AtomicReference<AssertionError> verdict) {
        try {
            World world = new World(seed);
            world.live(steps);
            return new Report(world.log().size(), world.auditor().told());
        } catch (AssertionError bad) {
            verdict.set(bad);
            return NOTHING;
        } catch (RuntimeException e) {
            throw new IllegalStateException("seed " + seed + ": " + e, e);
        }
    }
}
