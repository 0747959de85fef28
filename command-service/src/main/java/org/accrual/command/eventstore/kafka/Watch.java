package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the topics, then keeps looking whether they still are what the log needs and whether brokers answer. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);
    private static final Duration PING_EVERY = Duration.ofSeconds(2);
    /** Settings are looked at again after so many pings. */
    private static final int PINGS_PER_CHECK = 15;

    private final Topics topics;
    private final Readiness readiness;
    private final Runnable whenPrepared;
    private final Thread thread;
    private Optional<String> trouble = Optional.empty();
    private volatile boolean closed;

    /** @param whenPrepared called once, when the topics are there and right */
    Watch(Topics topics, Readiness readiness, Runnable whenPrepared) {
        this.topics = topics;
        this.readiness = readiness;
        this.whenPrepared = whenPrepared;
        this.thread = Thread.ofPlatform().name("log-watch").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!closed && !isPrepared()) Thread.sleep(RETRY_EVERY);
            if (!closed) whenPrepared.run();
            for (long turn = 1; !closed; turn++) {
                Thread.sleep(PING_EVERY);
                look(turn % PINGS_PER_CHECK == 0);
            }
        } catch (InterruptedException | InterruptException closing) {
            LOG.debug("the watch ends");
        }
    }

    private boolean isPrepared() throws InterruptedException {
        note(prepare());
        return trouble.isEmpty();
    }

    private Optional<String> prepare() throws InterruptedException {
        try {
            return topics.prepare();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return Optional.of("Kafka can't be asked: " + e.getMessage());
        }
    }

    /** Brokers that don't answer may come back within a command's time; topics that are wrong close the store. */
    private void look(boolean closely) throws InterruptedException {
        try {
            Optional<String> silence = topics.ping();
            readiness.brokers(silence.orElse(null));
            boolean suspicious = silence.isPresent() || trouble.isPresent() || topics.isElsewhere();
            if (suspicious || closely) note(topics.check(trouble));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            readiness.brokers("Kafka can't be asked: " + e.getMessage());
        }
    }

    private void note(Optional<String> nextTrouble) {
        if (nextTrouble.isPresent() && !nextTrouble.equals(trouble))
            LOG.info("the log can't be used: {}", nextTrouble.get());
        trouble = nextTrouble;
        readiness.topics(nextTrouble.orElse(null));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topics.close();
    }
}
