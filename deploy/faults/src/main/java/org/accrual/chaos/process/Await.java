package org.accrual.chaos.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does, within a bound. */
public final class Await {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private Await() {}

    /** @throws IllegalStateException if it does not come true in time */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!within(atMost, condition))
            throw new IllegalStateException(what + ": not within " + atMost.toSeconds() + " s");
    }

    /** @return whether it came true in time */
    public static boolean within(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) return false;
            pause(LOOK_EVERY);
        }
        return true;
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
