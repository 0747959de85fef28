package org.accrual.command.eventstore;

import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part of readiness: whether commands can be recorded, and if not, what whoever runs the service has to look at. */
final class EventStoreHealth implements HealthIndicator {
    private final KafkaChainStore store;

    EventStoreHealth(KafkaChainStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        return store.readiness()
                .whyNot()
                .map(reason ->
                        Health.outOfService().withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
