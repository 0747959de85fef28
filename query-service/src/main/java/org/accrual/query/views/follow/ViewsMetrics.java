package org.accrual.query.views.follow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** What an operator has to be woken for. */
@Component
final class ViewsMetrics implements MeterBinder {
    private final ViewsLifecycle lifecycle;

    ViewsMetrics(ViewsLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "accrual.views.stopped.partitions",
                        lifecycle,
                        it -> it.stopped().size())
                .description("partitions that can't be projected any further")
                .register(registry);
        Gauge.builder("accrual.views.void.records", lifecycle, ViewsLifecycle::voids)
                .description("void and malformed records in the partitions projected here")
                .register(registry);
    }
}
