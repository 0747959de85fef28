package org.accrual.command.eventstore.kafka;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Whether the store can serve, and if not, why, in a sentence for people. Thread-safe. */
public final class Readiness {
    private static final String CLOSING = "this service is stopping";

    private final Set<Integer> behind = new TreeSet<>();
    private String topicTrouble = "the log's topics have not been looked at yet";
    private String brokerTrouble;
    private String checkpointTrouble;
    private String tailTrouble;
    private boolean tailTroubleCloses;
    private String senderTrouble;
    private String settlingTrouble;
    private boolean closing;
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

    /** @param closes whether nothing may be decided meanwhile, since what is known may never become whole */
    synchronized void tail(String trouble, boolean closes) {
        tailTrouble = trouble;
        tailTroubleCloses = closes;
    }

    synchronized void tailReads() {
        tailTrouble = null;
        tailTroubleCloses = false;
    }

    synchronized void sender(String troubleOrNull) {
        senderTrouble = troubleOrNull;
    }

    synchronized void settling(String troubleOrNull) {
        settlingTrouble = troubleOrNull;
    }

    synchronized void closing() {
        closing = true;
    }

    /** @param trouble why the store must stay closed though its topics are right; asked each time, so it must not wait */
    public synchronized void needs(Supplier<Optional<String>> trouble) {
        otherTrouble = trouble;
    }

    /** Empty if the store is ready. */
    public synchronized Optional<String> whyNot() {
        if (closing) return Optional.of(CLOSING);
        if (topicTrouble != null) return Optional.of(topicTrouble);
        if (brokerTrouble != null) return Optional.of(brokerTrouble);
        if (tailTrouble != null) return Optional.of(tailTrouble);
        if (senderTrouble != null) return Optional.of(senderTrouble);
        if (settlingTrouble != null) return Optional.of(settlingTrouble);
        if (!behind.isEmpty()) return Optional.of("the history is being read; partitions to go: " + behind);
        return otherTrouble.get();
    }

    /** Why no checkpoint can be written, though events are recorded; empty if nothing is known against it. */
    public synchronized Optional<String> whyNotSigning() {
        return Optional.ofNullable(checkpointTrouble);
    }

    /** Why commands can't even be tried; brokers that don't answer may come back within a command's time. */
    synchronized Optional<String> whyClosed(int partition) {
        if (closing) return Optional.of(CLOSING);
        if (topicTrouble != null) return Optional.of(topicTrouble);
        if (tailTroubleCloses) return Optional.of(tailTrouble);
        if (behind.contains(partition)) return Optional.of("the history is being read");
        return otherTrouble.get();
    }
}
