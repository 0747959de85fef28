package org.accrual.chaos.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.accrual.chaos.process.Await;

/**
 * How long until the fleet answers again. To every center one command after the other is sent, a few at a time, until one
 * of them is acknowledged; the slowest center counts.
 */
public final class Recovery {
    private static final Duration SEND_EVERY = Duration.ofMillis(200);
    /** Enough that a silent service does not hold all of them; more would be an attack on a fleet that is starting. */
    private static final int UNDER_WAY_MAX = 8;

    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);

    private final Caller caller;
    private final List<Center> centers;
    private final long begin = System.nanoTime();
    private final AtomicLongArray tookNanos;
    private final CountDownLatch missing;

    Recovery(Caller caller, List<Center> centers) {
        this.caller = caller;
        this.centers = centers;
        this.tookNanos = new AtomicLongArray(centers.size());
        this.missing = new CountDownLatch(centers.size());
        for (int center = 0; center < centers.size(); center++) {
            int number = center;
            Thread.ofVirtual().start(() -> sendUntilAnswered(number));
        }
    }

    private void sendUntilAnswered(int center) {
        Semaphore room = new Semaphore(UNDER_WAY_MAX);
        while (tookNanos.get(center) == 0 && sinceBegin() < GIVE_UP_AFTER.toNanos()) {
            if (room.tryAcquire())
                Thread.ofVirtual().start(() -> {
                    sendOne(center);
                    room.release();
                });
            Await.pause(SEND_EVERY);
        }
    }

    private void sendOne(int center) {
        Optional<Order.Outcome> outcome =
                caller.call(centers.get(center), centers.get(center).undisputed());
        boolean first = outcome.filter(Order.Done.class::isInstance).isPresent()
                && tookNanos.compareAndSet(center, 0, sinceBegin());
        if (first) missing.countDown();
    }

    private long sinceBegin() {
        return System.nanoTime() - begin;
    }

    /** @return empty if a center is silent for longer than a minute */
    public Optional<Duration> await() {
        try {
            if (!missing.await(GIVE_UP_AFTER.toNanos(), TimeUnit.NANOSECONDS)) return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        long slowest = 0;
        for (int center = 0; center < tookNanos.length(); center++) slowest = Math.max(slowest, tookNanos.get(center));
        return Optional.of(Duration.ofNanos(slowest));
    }
}
