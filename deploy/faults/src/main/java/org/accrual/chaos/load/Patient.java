package org.accrual.chaos.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.accrual.chaos.ledger.Intent;

/** One patient, and orders of which many clients give the same at once, though only one can be carried out. */
final class Patient {
    /** Every decision folds all of a patient's events: a load of endless patients would measure only that. */
    private static final int ORDERS_MAX = 60;

    private static final String DAY = "2012-03-01";
    private static final String DAY_OF_DEATH = "2020-01-01";
    private static final String DAY_AFTER_DEATH = "2021-01-01";

    private final String id;
    private final AtomicReference<String> counter = new AtomicReference<>();
    private final AtomicInteger value = new AtomicInteger();
    private final AtomicInteger agent = new AtomicInteger();
    private final AtomicInteger orders = new AtomicInteger();
    private volatile boolean gone;

    Patient(String id) {
        this.id = id;
    }

    /** No further orders: dead, or seen after a death that could not be recorded any more. */
    boolean isGone() {
        return gone;
    }

    Order next() {
        if (orders.incrementAndGet() > ORDERS_MAX) return lastOrder();
        if (counter.get() == null) return counterFromZero();
        int percent = ThreadLocalRandom.current().nextInt(100);
        if (percent < 50) return increment();
        return percent < 75 ? startCourse() : observation();
    }

    /** An order that is right whatever else happens. */
    Order observation() {
        return new Order("RecordObservation", fields(observed(1)), new Intent.Plain(), _ -> {});
    }

    private Order counterFromZero() {
        return new Order(
                "RecordObservation",
                fields(observed(0)),
                new Intent.Plain(),
                Order.whenDone(done -> counter.compareAndSet(null, done.event())));
    }

    private static Map<String, ?> observed(int kilograms) {
        return Map.of("date", DAY, "code", "BODY_WEIGHT", "number", kilograms, "unit", "kg");
    }

    /** A correction from the value that is believed to stand; whoever comes second has to be refused. */
    private Order increment() {
        String target = counter.get();
        int from = value.get();
        return new Order(
                "CorrectEvent",
                fields(Map.of(
                        "target",
                        target,
                        "changes",
                        List.of(Map.of("field", "number", "oldValue", from, "newValue", from + 1)),
                        "reason",
                        "TRANSCRIPTION_ERROR",
                        "text",
                        "one more")),
                new Intent.Increment(target, from),
                // Refused or done: the value that stands is another one now.
                _ -> value.compareAndSet(from, from + 1));
    }

    private Order startCourse() {
        int number = agent.get();
        String name = "agent-" + number;
        return new Order(
                "StartTherapy",
                fields(Map.of("date", DAY, "agent", name)),
                new Intent.StartCourse(id, name),
                _ -> agent.compareAndSet(number, number + 1));
    }

    private Order lastOrder() {
        return ThreadLocalRandom.current().nextBoolean()
                ? new Order(
                        "RecordDeath",
                        fields(Map.of("date", DAY_OF_DEATH, "cause", "DISEASE")),
                        new Intent.Die(id),
                        _ -> gone = true)
                : new Order(
                        "RecordFollowUp",
                        fields(Map.of("date", DAY_AFTER_DEATH, "status", "NED")),
                        new Intent.BeSeenLater(id),
                        _ -> gone = true);
    }

    private Map<String, ?> fields(Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("patient", id);
        return fields;
    }
}
