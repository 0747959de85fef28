package org.accrual.query.views;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.accrual.log.format.LogPosition;
import org.springframework.stereotype.Component;

/** Where to cut the log for a question: now, after something has been seen, or at some time in the past. */
@Component
public final class Cuts {
    /** As long as anyone waits for the views to reach a position. */
    public static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private static final int WAITING_MAX = 200;
    /** Another instance may move the views on without a signal here. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Views views;
    private final Movement movement;
    private final Semaphore places = new Semaphore(WAITING_MAX);

    public Cuts(Views views, Movement movement) {
        this.views = views;
        this.movement = movement;
    }

    public Cut now() {
        return Cut.at(views.now());
    }

    /**
     * Everything there is, as soon as that covers the position.
     *
     * @throws ViewsUnavailable if it does not within {@link #WAIT_MAX}, or too many wait already
     */
    public Cut after(LogPosition position) {
        LogPosition now = views.now();
        if (now.covers(position)) return Cut.at(now);
        if (!places.tryAcquire()) throw new ViewsUnavailable("too many questions wait for the views");
        try {
            return Cut.at(await(position));
        } finally {
            places.release();
        }
    }

    /** The past at that position. @throws ViewsUnavailable as {@link #after} */
    public Cut asOf(LogPosition position) {
        after(position);
        return Cut.at(position);
    }

    /** What had been recorded up to the instant, inclusive. */
    public Cut asOf(Instant instant) {
        return views.asOf(instant);
    }

    private LogPosition await(LogPosition position) {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        while (true) {
            long seen = movement.moves();
            LogPosition now = views.now();
            if (now.covers(position)) return now;
            if (System.nanoTime() >= deadline)
                throw new ViewsUnavailable("the views have read up to " + now + ", not yet up to " + position);
            pause(seen);
        }
    }

    private void pause(long seen) {
        try {
            movement.await(seen, LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewsUnavailable("the service is being stopped");
        }
    }
}
