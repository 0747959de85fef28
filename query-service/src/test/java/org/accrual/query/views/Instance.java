package org.accrual.query.views;

import static org.assertj.core.api.Assertions.fail;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.accrual.log.format.LogPosition;

/** A running query service, as far as the views go. */
final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Movement movement = new Movement();
    final Generations generations;
    final ViewsLifecycle lifecycle;
    final Views views;

    private Instance(StudyLog log, MongoDatabase database) {
        generations = new Generations(database);
        lifecycle = new ViewsLifecycle(generations, log.source(), movement);
        views = new MongoViews(generations);
        lifecycle.start();
    }

    static Instance of(StudyLog log, MongoDatabase database) {
        return new Instance(log, database);
    }

    /** Waits until the views have read that far. */
    Instance at(LogPosition position) {
        return until(() -> generations.serving().isPresent() && views.now().covers(position));
    }

    /** Waits until it is so; looks whenever the views have moved, and now and then. */
    Instance until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            long seen = movement.moves();
            if (condition.getAsBoolean()) return this;
            await(seen);
        }
        return fail("not within " + PATIENCE + "; " + lifecycle.trouble() + " " + lifecycle.stopped());
    }

    Cuts cuts() {
        return new Cuts(views, generations, movement);
    }

    Cut cut() {
        return cuts().now();
    }

    private void await(long seen) {
        try {
            movement.await(seen, Duration.ofMillis(50));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        lifecycle.stop();
    }
}
