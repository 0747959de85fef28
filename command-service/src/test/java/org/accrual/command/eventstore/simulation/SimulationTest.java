package org.accrual.command.eventstore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.accrual.command.eventstore.writer.WriterCounters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The writer in thousands of simulated worlds. A failure names its seed: {@code -Daccrual.seed} repeats it. */
class SimulationTest {
    private static final int STEPS_PER_WORLD = 4_000;
    private static final int WORLDS = 12_000;
    private static final String[] ANSWERS = {
        "appended",
        "duplicate",
        "conflict",
        "refused",
        "rejected",
        "the log was not reached in time",
        "the log did not confirm the record in time",
        "the log's replicas did not confirm the record in time",
        "an earlier proposal of the record may still be accepted",
        "the log lost records that had been read"
    };

    /** Fifty million steps: a minute and a half on two cores, three of their time. */
    @Test
    void keepsItsPromisesInManyWorlds() {
        Simulation.Report report = Simulation.run(1, WORLDS, STEPS_PER_WORLD);

        assertThat(report.records()).isGreaterThan(1_000_000);
        assertThat(report.told())
                .as("what was said often enough to be tried")
                .containsKeys(ANSWERS)
                .allSatisfy((words, times) -> assertThat(times).as(words).isGreaterThan(WORLDS / 10));
    }

    /** The one world that a failure named, by {@code -Daccrual.seed}. */
    @Test
    void keepsItsPromisesInTheWorldOfThatSeed() {
        Simulation.run(Long.getLong("accrual.seed", 1), 1, STEPS_PER_WORLD);
    }

    /** Other ones each time; whatever fails, names its seed. */
    @Test
    @Tag("full")
    void keepsItsPromisesInVeryManyWorlds() {
        long firstSeed = ThreadLocalRandom.current().nextLong(1L << 40);
        assertThat(Simulation.run(firstSeed, 50_000, STEPS_PER_WORLD).records()).isGreaterThan(5_000_000);
    }

    /** Nobody starves, and turns keep the records that lose low: without them as many are void as are accepted. */
    @Test
    void rivalsForOneCenterAreAllServed() {
        for (long seed = 1; seed <= 5; seed++) {
            World world = World.ofRivals(seed);
            world.live(30_000);
            assertThat(world.longestSilenceNanos()).as("seed " + seed).isLessThan(200_000_000L);
            WriterCounters counters = world.instances().getFirst().counters;
            assertThat(counters.voids.sum()).as("seed " + seed).isLessThan(counters.accepted.sum() * 3 / 4);
            int all = world.instances().stream()
                    .mapToInt(SimulatedInstance::servedCount)
                    .sum();
            assertThat(world.instances())
                    .as("seed " + seed)
                    .allSatisfy(i -> assertThat(i.servedCount()).isGreaterThan(all / 6));
        }
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        assertThat(new World(42).live(STEPS_PER_WORLD)).isEqualTo(new World(42).live(STEPS_PER_WORLD));
    }
}
