package org.accrual.command.eventstore.simulation;

import java.util.Optional;
import java.util.stream.LongStream;

/** Worlds beside each other, one to a core: each is its seed's alone. */
public final class Simulation {
    private Simulation() {}

    /** Only what the auditor says counts; a world that breaks in another way breaks the simulation. */
    private record End(int records, Optional<AssertionError> verdict) {}

    /** @return records that the worlds' logs hold at the end; throws AssertionError with the seed of a bad one */
    public static long run(long firstSeed, int worlds, int stepsPerWorld) {
        // Not thrown in there: a parallel stream throws a copy of it, without its words.
        return LongStream.range(firstSeed, firstSeed + worlds)
                .parallel()
                .mapToObj(seed -> live(seed, stepsPerWorld))
                .toList()
                .stream()
                .peek(end -> end.verdict().ifPresent(bad -> {
                    throw bad;
                }))
                .mapToLong(End::records)
                .sum();
    }

    private static End live(long seed, int steps) {
        try {
            return new End(new World(seed).live(steps), Optional.empty());
        } catch (AssertionError bad) {
            return new End(0, Optional.of(bad));
        } catch (RuntimeException e) {
            throw new IllegalStateException("seed " + seed + ": " + e, e);
        }
    }
}
