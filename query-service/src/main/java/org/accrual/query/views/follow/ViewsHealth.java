package org.accrual.query.views.follow;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while a partition has stopped or nothing moves: what is shown is true, but no longer grows. */
@Component("viewsHealthIndicator")
final class ViewsHealth implements HealthIndicator {
    private final ViewsLifecycle lifecycle;

    ViewsHealth(ViewsLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Health health() {
        var stopped = List.copyOf(lifecycle.stopped().values());
        Health.Builder health = stopped.isEmpty() && lifecycle.trouble().isEmpty() ? Health.up() : Health.down();
        if (!stopped.isEmpty()) health.withDetail("stopped", stopped);
        lifecycle.trouble().ifPresent(trouble -> health.withDetail("trouble", trouble));
        return health.build();
    }
}
