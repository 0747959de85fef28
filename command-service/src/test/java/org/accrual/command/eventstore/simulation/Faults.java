package org.accrual.command.eventstore.simulation;

import java.util.Random;

/**
 * How bad a simulated world is: chances per thousand, drawn once per seed, so that some worlds are calm and some have one
 * trouble only.
 *
 * @param lost a copy that never lands, its outcome unknown
 * @param falseError a copy that lands, its outcome unknown
 * @param doubled a copy that lands again, up to seconds later
 * @param late a copy that lands long after its outcome was given up
 * @param refused a copy that Kafka refuses
 * @param garbage something that is no record at all, per record
 * @param reordered whether copies overtake each other
 * @param crash per hundred milliseconds and instance
 * @param freeze per hundred milliseconds and instance
 * @param truncation per hundred milliseconds
 */
record Faults(
        int lost,
        int falseError,
        int doubled,
        int late,
        int refused,
        int garbage,
        boolean reordered,
        int crash,
        int freeze,
        int truncation) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, false, 0, 0, 0);

    static Faults drawn(Random random) {
        return new Faults(
                sometimes(random, 200),
                sometimes(random, 200),
                sometimes(random, 200),
                sometimes(random, 100),
                sometimes(random, 50),
                sometimes(random, 50),
                random.nextBoolean(),
                sometimes(random, 60),
                sometimes(random, 100),
                sometimes(random, 40));
    }

    private static int sometimes(Random random, int perThousandAtMost) {
        return random.nextInt(3) == 0 ? 0 : random.nextInt(perThousandAtMost);
    }
}
