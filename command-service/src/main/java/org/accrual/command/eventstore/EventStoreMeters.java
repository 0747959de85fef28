package org.accrual.command.eventstore;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.accrual.command.eventstore.kafka.KafkaChainStore;
import org.accrual.command.eventstore.keys.KeyAlarms;
import org.accrual.command.eventstore.writer.WriterCounters;

/** What the writers have met, as {@code accrual_eventstore_*}. */
final class EventStoreMeters implements MeterBinder {
    private final KafkaChainStore store;
    private final KeyAlarms keyAlarms;

    EventStoreMeters(KafkaChainStore store, KeyAlarms keyAlarms) {
        this.store = store;
        this.keyAlarms = keyAlarms;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        WriterCounters counters = store.counters();
        count(registry, "accepted", "records that became history", counters.accepted);
        count(registry, "void", "records that lost their race, came twice or too late", counters.voids);
        count(registry, "malformed", "records that break the format", counters.malformed);
        count(registry, "rechains", "proposals chained again because another record took the head", counters.rechains);
        count(registry, "resends", "copies sent beyond the first", counters.resends);
        count(registry, "conflicts", "appends whose decision had become stale", counters.conflicts);
        count(registry, "duplicates", "appends whose command was recorded before", counters.duplicates);
        count(registry, "unknown", "appends whose outcome is unknown", counters.unknowns);
        count(registry, "truncations", "times that the log lost records that had been read", counters.truncations);
        count(registry, "key.alarms", "times that a patient's key was missing or unreadable", keyAlarms.raised());
        gauge(registry, "open", "appends not yet answered", KafkaChainStore::open);
        gauge(registry, "in.flight", "proposals not yet read back", KafkaChainStore::inFlight);
    }

    private static void count(MeterRegistry registry, String name, String description, LongAdder counter) {
        FunctionCounter.builder("accrual.eventstore." + name, counter, LongAdder::doubleValue)
                .description(description)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<KafkaChainStore> value) {
        Gauge.builder("accrual.eventstore." + name, store, value)
                .description(description)
                .register(registry);
    }
}
