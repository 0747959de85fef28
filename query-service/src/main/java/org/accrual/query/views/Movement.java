package org.accrual.query.views;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Wakes whoever waits for the views to move on. */
@Component
public final class Movement {
    private long moves;

    public synchronized void signal() {
        moves++;
        notifyAll();
    }

    public synchronized long moves() {
        return moves;
    }

    /** Returns when the views have moved on since {@code seen}, or the time is over. */
    public synchronized void await(long seen, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (moves == seen) {
            long remaining = (deadline - System.nanoTime()) / 1_000_000;
            if (remaining <= 0) return;
            wait(remaining);
        }
    }
}
