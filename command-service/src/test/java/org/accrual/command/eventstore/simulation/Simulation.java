package org.accrual.command.eventstore.simulation;

import java.util.stream.LongStream;

/** Worlds beside each other, one to a core: each is its seed's alone. */
public final class Simulation {
    private Simulation() {}

    /** @return records that the worlds' logs hold at the end; throws AssertionError with the seed of a bad one */
    public static long run(long firstSeed, int worlds, int stepsPerWorld) {
        return LongStream.range(firstSeed, firstSeed + worlds)
                .parallel()
                .map(seed -> live(seed, stepsPerWorld))
                .sum();
    }

    private static int live(long seed, int steps) {
        try {
            return new World(seed).live(steps);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }
}
