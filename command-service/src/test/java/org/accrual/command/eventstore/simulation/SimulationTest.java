package org.accrual.command.eventstore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The writer in thousands of simulated worlds. A failure names its seed: {@code new World(seed).live(steps)} repeats it. */
class SimulationTest {
    private static final int STEPS_PER_WORLD = 4_000;

    @Test
    void keepsItsPromisesInManyWorlds() {
        assertThat(Simulation.run(1, 200, STEPS_PER_WORLD)).isGreaterThan(10_000);
    }

    @Test
    @Tag("full")
    void keepsItsPromisesInVeryManyWorlds() {
        assertThat(Simulation.run(1_000_000, 5_000, STEPS_PER_WORLD)).isGreaterThan(200_000);
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        assertThat(new World(42).live(STEPS_PER_WORLD)).isEqualTo(new World(42).live(STEPS_PER_WORLD));
    }
}
