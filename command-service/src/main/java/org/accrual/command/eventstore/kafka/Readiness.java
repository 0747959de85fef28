package org.accrual.command.eventstore.kafka;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Whether the store can serve, and if not, why, in a sentence for people. Thread-safe. */
public final class Readiness {
    private final Set<Integer> behind = new TreeSet<>();
    private String topicTrouble = "the log's topics have not been looked at yet";
    private String brokerTrouble;
    private String checkpointTrouble;
    private String tailTrouble;
    private Supplier<Optional<String>> otherTrouble = Optional::empty;

    synchronized void begin(Collection<Integer> partitions) {
        behind.addAll(partitions);
    }

    synchronized void caughtUp(int partition) {
        behind.remove(partition);
    }

    synchronized void topics(Look look) {
        topicTrouble = look.wrong().orElse(null);
        brokerTrouble = look.failing().orElse(null);
        checkpointTrouble = look.unsigned().orElse(null);
    }

    synchronized void tail(String troubleOrNull) {
        tailTrouble = troubleOrNull;
    }

    /** @param trouble why the store must stay closed though its topics are right; asked each time, so it must not wait */
    public synchronized void needs(Supplier<Optional<String>> trouble) {
        otherTrouble = trouble;
    }

    /** Empty if the store is ready. */
    public synchronized Optional<String> whyNot() {
        if (topicTrouble != null) return Optional.of(topicTrouble);
        if (brokerTrouble != null) return Optional.of(brokerTrouble);
        if (tailTrouble != null) return Optional.of(tailTrouble);
        if (!behind.isEmpty()) return Optional.of("the history is being read; partitions to go: " + behind);
        return otherTrouble.get();
    }

    /** Why no checkpoint can be written, though events are recorded; empty if nothing is known against it. */
    public synchronized Optional<String> whyNotSigning() {
        return Optional.ofNullable(checkpointTrouble);
    }

    /** Why commands can't even be tried; brokers that don't answer may come back within a command's time. */
    synchronized Optional<String> whyClosed(int partition) {
        if (topicTrouble != null) return Optional.of(topicTrouble);
        if (behind.contains(partition)) return Optional.of("the history is being read");
        return otherTrouble.get();
    }
}
