package org.accrual.command.eventstore.writer;

import java.time.Instant;

/** The writer's two times; a simulation brings its own. */
public interface WriterClock {
    /** Monotonic, from 0; measures waits. */
    long nanos();

    /** The time that a record gets, UTC. */
    Instant now();

    /** This machine's clocks. */
    static WriterClock ofSystem() {
        long origin = System.nanoTime();
        return new WriterClock() {
            @Override
            public long nanos() {
                return System.nanoTime() - origin;
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }
}
