package org.accrual.query.views.follow;

import com.mongodb.MongoException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Out of service until the views hold what the log held when this instance began: part of its readiness. */
@Component("viewsCaughtUpHealthIndicator")
final class CatchUpHealth implements HealthIndicator {
    private final ViewsLifecycle lifecycle;
    private volatile boolean caughtUp;

    CatchUpHealth(ViewsLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Health health() {
        try {
            caughtUp = caughtUp || lifecycle.hasCaughtUp();
        } catch (MongoException e) {
            return Health.outOfService().withDetail("trouble", e.getMessage()).build();
        }
        return caughtUp ? Health.up().build() : Health.outOfService().build();
    }
}
