package org.accrual.command.eventstore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.accrual.command.eventstore.writer.Writer;
import org.accrual.command.eventstore.writer.WriterClock;
import org.accrual.command.eventstore.writer.WriterCounters;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.kernel.log.LogTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tail says of itself when the log can't be read, and that nothing ends it. */
class TailTest {
    private static final TopicPartition PARTITION = new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), 0);

    private final List<Log> opened = new CopyOnWriteArrayList<>();
    private final Readiness readiness = new Readiness();
    private final AtomicReference<Supplier<Consumer<byte[], byte[]>>> kafka = new AtomicReference<>();
    private final GuardedWriter writer = new GuardedWriter((_, _) -> {}, TailTest::writer);
    private final Tail tail = new Tail(
            new StoreSettings(Map.of(), 1, 1),
            List.of(writer),
            readiness,
            () -> {},
            () -> kafka.get().get());

    @BeforeEach
    void topicsAreFine() {
        readiness.topics(Look.FINE);
    }

    @AfterEach
    void close() {
        tail.close();
    }

    /** Offsets can be asked for without the right to read: that says nothing. */
    @Test
    void doesNotSeemSoundBetweenTwoPollsThatFail() {
        List<Optional<String>> seen = new CopyOnWriteArrayList<>();
        kafka.set(() -> new Log(1) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                seen.add(readiness.whyNot());
                throw new TopicAuthorizationException("may not read");
            }
        });
        tail.start();

        await().until(() -> seen.size() >= 3);
        assertThat(seen.subList(1, 3))
                .allSatisfy(why ->
                        assertThat(why).hasValueSatisfying(w -> assertThat(w).contains("may not read")));
        assertThat(readiness.whyClosed(0)).isPresent();
    }

    @Test
    void closesTheStoreWhileRecordsAreMissingAndOpensItOnceTheyAreThere() {
        kafka.set(() -> new Log(1).with(0));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        kafka.set(() -> new Log(3).with(2));
        opened.getLast().schedulePollTask(() -> opened.getLast().with(2).give());
        await().until(() -> readiness
                .whyClosed(0)
                .filter(w -> w.contains("offsets 1 to 1 are missing"))
                .isPresent());
        assertThat(readiness.whyNot()).isPresent();

        kafka.set(() -> new Log(3).with(1).with(2));
        await().until(() -> readiness.whyNot().isEmpty());
        assertThat(writer.read(Writer::nextOffset)).isEqualTo(3);
    }

    @Test
    void goesOnAfterAnyFailure() {
        kafka.set(() -> {
            throw new KafkaException("no consumer", new KafkaException("no such host"));
        });
        tail.start();
        await().until(() ->
                readiness.whyNot().filter(w -> w.contains("no such host")).isPresent());

        kafka.set(() -> {
            throw new IllegalStateException("a bug");
        });
        await().until(() -> readiness.whyNot().filter(w -> w.contains("a bug")).isPresent());

        kafka.set(() -> new Log(1).with(0));
        await().until(() -> readiness.whyNot().isEmpty());
    }

    private static Writer writer(org.accrual.command.eventstore.writer.Log log) {
        return new Writer(
                PARTITION.topic(),
                log,
                WriterClock.ofSystem(),
                WriterLimits.STANDARD,
                new WriterCounters(),
                new AtomicLong(),
                _ -> List.of());
    }

    /** A broker with one partition that holds garbage, which is something to read, too. */
    private class Log extends MockConsumer<byte[], byte[]> {
        private final List<Long> offsets = new CopyOnWriteArrayList<>();

        Log(long end) {
            super("none");
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, end));
            schedulePollTask(this::give);
            opened.add(this);
        }

        Log with(long offset) {
            offsets.add(offset);
            return this;
        }

        void give() {
            offsets.forEach(
                    o -> addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, o, new byte[] {1}, new byte[] {1})));
            offsets.clear();
        }
    }
}
