package org.accrual.log.keys;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetNotAvailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the compacted topic of the patients' keys. A key not yet seen is "missing" only after everything written
 * before the question has been read: a record may overtake its key on the way to a reader, never on the way to the log.
 *
 * <p>Wrapped keys are held, not keys: an erasure leaves no copy behind in this process.
 */
public final class PatientKeys implements Keyring, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatientKeys.class);
    private static final TopicPartition TOPIC = new TopicPartition(LogTopics.PATIENT_KEYS.topicName(), 0);
    private static final Duration FIND_MAX = Duration.ofSeconds(10);
    /** Also the longest that a question waits before it is noticed. */
    private static final Duration POLL_MAX = Duration.ofMillis(100);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final MasterKey masterKey;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Thread thread;
    /** Null until everything has been read once. */
    private volatile WrappedKeys wrapped;

    private volatile Optional<String> lost = Optional.empty();
    private long readTo;

    private final Object turn = new Object();
    private long asked;
    private volatile long answered;
    private KafkaException failure;
    private volatile boolean closed;
    private volatile Runnable onChange = () -> {};

    /** Starts reading at once. @param clientProperties at least {@code bootstrap.servers} */
    public PatientKeys(Map<String, Object> clientProperties, MasterKey masterKey) {
        this(() -> KafkaClients.reader(clientProperties, ANSWER_WITHIN, Map.of()), masterKey);
    }

    PatientKeys(Supplier<Consumer<byte[], byte[]>> consumers, MasterKey masterKey) {
        this.consumers = consumers;
        this.masterKey = masterKey;
        this.thread = Thread.ofPlatform().name("patient-keys").daemon().start(this::run);
    }

    /**
     * Whoever keeps what was opened with a key hears here that one is not what it was: erased, replaced, or possibly lost.
     * A new key changes nothing.
     *
     * @param listener called on the reading thread, after the change can be seen; must neither block nor fail
     */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    /** @throws UnreadableKeyException if the topic's value does not unwrap */
    @Override
    public KeyState find(String keyId) {
        Optional<byte[]> value = wrapped == null ? null : wrapped.find(keyId);
        if (value == null) {
            awaitEverythingWrittenSoFar(keyId);
            value = wrapped.find(keyId);
        }
        if (value == null) {
            return new Missing();
        }
        return value.<KeyState>map(bytes -> new Known(masterKey.unwrap(keyId, bytes)))
                .orElseGet(Erased::new);
    }

    /**
     * Why this master key must wrap no patient's key now: the log's keys have not been read yet, some seem to be lost, or
     * some are wrapped by another one. Two master keys in one log would leave no file that opens all of it.
     */
    public Optional<String> trouble() {
        WrappedKeys known = wrapped;
        return known == null ? Optional.of("the patients' keys have not been read yet") : lost.or(known::foreign);
    }

    /**
     * What somebody has to look at, though it stands in nobody's way: keys that were erased. No event of today records an
     * erasure, so none was ours.
     */
    public Optional<String> erasures() {
        WrappedKeys known = wrapped;
        return known == null ? Optional.empty() : known.erased();
    }

    private void awaitEverythingWrittenSoFar(String keyId) {
        long deadline = System.nanoTime() + FIND_MAX.toNanos();
        synchronized (turn) {
            long ticket = ++asked;
            while (answered < ticket) {
                long remainingMs = (deadline - System.nanoTime()) / 1_000_000;
                if (remainingMs <= 0 || closed) {
                    throw new KeysUnavailableException(keyId, failure);
                }
                waitAtMost(keyId, remainingMs);
            }
        }
    }

    private void waitAtMost(String keyId, long milliseconds) {
        try {
            turn.wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException(keyId, e);
        }
    }

    @Override
    public void close() {
        synchronized (turn) {
            closed = true;
            turn.notifyAll();
        }
        try {
            thread.join(FIND_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (KafkaException e) {
                LOG.warn("cannot read the patients' keys; will begin anew: {}", e.getMessage());
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(KafkaException e) {
        synchronized (turn) {
            failure = e;
        }
        pause(PAUSE_AFTER_FAILURE);
    }

    private void pause(Duration atMost) {
        synchronized (turn) {
            try {
                if (!closed) {
                    turn.wait(atMost.toMillis());
                }
            } catch (InterruptedException interrupted) {
                closed = true;
            }
        }
    }

    /** Reads from the start into a new map, which is seen once everything there now has been read. */
    private void follow(Consumer<byte[], byte[]> consumer) {
        awaitTopic(consumer);
        WrappedKeys keys = new WrappedKeys(masterKey.id());
        consumer.assign(List.of(TOPIC));
        consumer.seekToBeginning(List.of(TOPIC));
        catchUp(consumer, keys);
        wrapped = keys;
        onChange.run();
        Optional<String> trouble = Optional.empty();
        Optional<String> erasures = Optional.empty();
        while (!closed) {
            trouble = raised(trouble, trouble());
            erasures = raised(erasures, erasures());
            long question = question();
            if (question > answered) {
                catchUp(consumer, keys);
                answer(question);
            } else {
                take(consumer, keys);
            }
        }
    }

    /** At a log's very beginning, while the command service makes its topics. */
    private void awaitTopic(Consumer<byte[], byte[]> consumer) {
        while (!closed && !consumer.listTopics().containsKey(TOPIC.topic())) {
            pause(POLL_MAX);
        }
    }

    private static Optional<String> raised(Optional<String> before, Optional<String> now) {
        if (!before.equals(now)) now.ifPresent(reason -> LOG.error("ALARM: {}", reason));
        return now;
    }

    private long question() {
        synchronized (turn) {
            return asked;
        }
    }

    private void answer(long question) {
        synchronized (turn) {
            answered = question;
            failure = null;
            turn.notifyAll();
        }
    }

    private void catchUp(Consumer<byte[], byte[]> consumer, WrappedKeys keys) {
        long end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
        requireNothingLost(end);
        while (!closed && consumer.position(TOPIC) < end) {
            take(consumer, keys);
        }
    }

    /**
     * What was read before is kept meanwhile, and nothing is called missing: who takes itself for the topic's leader may
     * have been left behind by the others, and then it ends by itself.
     */
    private void requireNothingLost(long end) {
        if (end >= readTo) {
            lost = Optional.empty();
            return;
        }
        String sentence =
                "the topic %s was read to %d and ends at %d now; if it was restored from an older copy, restart this service"
                        .formatted(TOPIC.topic(), readTo, end);
        lost = Optional.of(sentence);
        throw new OffsetNotAvailableException(sentence);
    }

    private void take(Consumer<byte[], byte[]> consumer, WrappedKeys keys) {
        boolean changed = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) changed |= keys.take(record);
        if (changed) onChange.run();
        readTo = Math.max(readTo, consumer.position(TOPIC));
    }
}
