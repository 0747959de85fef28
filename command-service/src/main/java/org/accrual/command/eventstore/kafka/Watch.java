package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the topics, then keeps looking whether they still are what the log needs and whether brokers answer. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** Settings are looked at again after so many looks. */
    private static final int LOOKS_PER_CLOSE_ONE = 15;

    private final Topics topics;
    private final Readiness readiness;
    private final Runnable whenPrepared;
    private final Thread thread;
    private Look last = Look.FINE;
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
                Thread.sleep(LOOK_EVERY);
                look(!last.isFine() || turn % LOOKS_PER_CLOSE_ONE == 0);
            }
        } catch (InterruptedException | InterruptException closing) {
            LOG.debug("the watch ends");
        }
    }

    private boolean isPrepared() throws InterruptedException {
        try {
            note(topics.prepare());
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            note(Look.wrong("Kafka can't be asked: " + reason(e)));
        }
        return last.wrong().isEmpty();
    }

    /** Brokers that don't answer may come back within a command's time; topics that are wrong close the store. */
    private void look(boolean closely) throws InterruptedException {
        try {
            note(topics.look(closely, last));
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            note(last.butFailing("Kafka can't be asked: " + reason(e)));
        }
    }

    private static String reason(RuntimeException e) {
        return e.getCause() == null ? e.toString() : e + ": " + e.getCause().getMessage();
    }

    private void note(Look next) {
        if (!next.equals(last)) tell(next);
        last = next;
        readiness.topics(next);
    }

    private static void tell(Look look) {
        look.wrong().ifPresent(trouble -> LOG.warn("the log can't be used: {}", trouble));
        look.failing().ifPresent(trouble -> LOG.warn("commands may fail: {}", trouble));
        look.unsigned().ifPresent(trouble -> LOG.warn("checkpoints can't be written: {}", trouble));
        if (look.isFine()) LOG.info("the log's topics are what they have to be");
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
