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
 * @param refused a copy that never leaves
 * @param rejected a copy that Kafka turns down after it has left; every other one landed all the same
 * @param garbage something that is no record at all, per record
 * @param reordered whether copies overtake each other
 * @param crash per twenty beats and instance
 * @param freeze per twenty beats and instance
 * @param truncation per twenty beats
 * @param stall per twenty beats: what is sent lands only afterwards, in order, when its sender has given up
 * @param mute per twenty beats: what is sent lands, and nobody hears of it
 * @param lag per twenty beats: what lands is read at once, and on all replicas only afterwards
 */
record Faults(
        int lost,
        int falseError,
        int doubled,
        int late,
        int refused,
        int rejected,
        int garbage,
        boolean reordered,
        int crash,
        int freeze,
        int truncation,
        int stall,
        int mute,
        int lag) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, false, 0, 0, 0, 0, 0, 0);

    static Faults drawn(Random random) {
        return new Faults(
                sometimes(random, 200),
                sometimes(random, 200),
                sometimes(random, 200),
                sometimes(random, 100),
                sometimes(random, 50),
                sometimes(random, 50),
                sometimes(random, 50),
                random.nextBoolean(),
                sometimes(random, 60),
                sometimes(random, 100),
                sometimes(random, 40),
                sometimes(random, 150),
                sometimes(random, 150),
                sometimes(random, 150));
    }

    private static int sometimes(Random random, int perThousandAtMost) {
        return random.nextInt(3) == 0 ? 0 : random.nextInt(perThousandAtMost);
    }
}
