package org.accrual.command.eventstore.simulation;

/** Worlds in a row. */
public final class Simulation {
    private Simulation() {}

    /** @return records that the worlds' logs hold at the end; throws AssertionError with the seed of the first bad one */
    public static long run(long firstSeed, int worlds, int stepsPerWorld) {
        long records = 0;
        for (long seed = firstSeed; seed < firstSeed + worlds; seed++) {
            try {
                records += new World(seed).live(stepsPerWorld);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        return records;
    }
}
