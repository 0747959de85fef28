package org.accrual.command.eventstore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.accrual.command.eventstore.writer.Writer;
import org.accrual.command.eventstore.writer.WriterClock;
import org.accrual.command.eventstore.writer.WriterCounters;
import org.accrual.command.eventstore.writer.WriterLimits;
import org.accrual.log.clients.LogTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tail says of itself when the log can't be read, and that nothing ends it. */
class TailTest {
    private static final TopicPartition PARTITION = new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), 0);

    /** Of the leader whose records are read. */
    private static final int EPOCH = 5;

    private final List<Log> opened = new CopyOnWriteArrayList<>();
    private final Readiness readiness = new Readiness();
    private final AtomicReference<Supplier<Consumer<byte[], byte[]>>> kafka = new AtomicReference<>();
    private final AtomicReference<LogEnd> end = new AtomicReference<>();
    private final AtomicBoolean quorum = new AtomicBoolean();
    private final WriterCounters counters = new WriterCounters();
    private final GuardedWriter writer = new GuardedWriter((_, _) -> {}, this::writer);
    private final Tail tail = new Tail(
            new StoreSettings(Map.of(), 1, 1),
            List.of(writer),
            readiness,
            new Leadership() {
                @Override
                public LogEnd end(int partition, int epochRead) {
                    return end.get();
                }

                @Override
                public boolean hasQuorum() {
                    return quorum.get();
                }
            },
            () -> {},
            Duration.ofSeconds(2),
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

    /** Thawed after the others have gone on without it, a leader tells of the log that it knew. */
    @Test
    void keepsWhatItReadWhileALeaderOfAnOlderEpochTellsOfLess() {
        kafka.set(() -> new Log(3).with(0).with(1).with(2));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        end.set(new LogEnd(1, EPOCH - 1));
        kafka.set(() -> new Log(1).with(outOfRange()));
        opened.getLast().schedulePollTask(() -> opened.getLast().setPollException(outOfRange()));
        await().untilAsserted(() -> assertThat(readiness.whyNot())
                .hasValueSatisfying(w -> assertThat(w).contains("was read to 3, from a leader of epoch 5")));
        int seen = opened.size();
        await().until(() -> opened.size() > seen);
        assertThat(counters.truncations.sum()).isZero();
        assertThat(readiness.whyClosed(0)).isEmpty();
        assertThat(tail.leaderEpoch(0)).isEqualTo(EPOCH);

        kafka.set(() -> new Log(4).with(3));
        await().until(() -> readiness.whyNot().isEmpty());
        assertThat(writer.read(Writer::nextOffset)).isEqualTo(4);
    }

    @Test
    void closesTheStoreOnceEverybodyTellsOfAnOlderLog() {
        kafka.set(() -> new Log(2).with(0).with(1));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        end.set(new LogEnd(1, EPOCH - 1));
        kafka.set(() -> new Log(1).with(outOfRange()));
        opened.getLast().schedulePollTask(() -> opened.getLast().setPollException(outOfRange()));
        await().until(() -> opened.size() >= 6);
        assertThat(readiness.whyClosed(0)).isEmpty();

        quorum.set(true);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(readiness.whyClosed(0))
                        .hasValueSatisfying(w -> assertThat(w).contains("restart this service")));
        assertThat(counters.truncations.sum()).isZero();
    }

    /** The high watermark of a leader that was frozen may lie before a record that it holds and others acknowledged. */
    @Test
    void takesAnEndForNoCut() {
        kafka.set(() -> new Log(2).with(0).with(1));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        end.set(new LogEnd(1, EPOCH));
        kafka.set(() -> new Log(1));
        opened.getLast().schedulePollTask(() -> opened.getLast().setPollException(new KafkaException("gone")));
        await().until(() -> opened.size() == 2 && readiness.whyNot().isEmpty());
        assertThat(counters.truncations.sum()).isZero();
        assertThat(writer.read(Writer::nextOffset)).isEqualTo(2);
    }

    /** The consumer asks one broker, and who asks once more may be answered by another. */
    @Test
    void keepsWhatItReadIfTheLeaderHasIt() {
        kafka.set(() -> new Log(2).with(0).with(1));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        end.set(new LogEnd(2, EPOCH + 1));
        kafka.set(() -> new Log(2));
        opened.getLast().schedulePollTask(() -> opened.getLast().setPollException(outOfRange()));
        await().until(() -> opened.size() == 2 && readiness.whyNot().isEmpty());
        assertThat(counters.truncations.sum()).isZero();
        assertThat(writer.read(Writer::nextOffset)).isEqualTo(2);
    }

    @Test
    void readsAnewWhatALeaderOfTheSameEpochHasLost() {
        kafka.set(() -> new Log(2).with(0).with(1));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        end.set(new LogEnd(1, EPOCH));
        opened.getLast().schedulePollTask(() -> {
            opened.getLast().updateEndOffsets(Map.of(PARTITION, 1L));
            opened.getLast().setPollException(outOfRange());
        });
        await().until(() -> counters.truncations.sum() == 1);
        opened.getLast().schedulePollTask(() -> opened.getLast().with(0).give());
        await().until(() -> readiness.whyNot().isEmpty());
        assertThat(writer.read(Writer::nextOffset)).isEqualTo(1);
    }

    /** Cut and grown again: the end alone does not show it, but the leader knows where the older epoch's records end. */
    @Test
    void readsAnewWhatGoesOnWithOtherRecords() {
        kafka.set(() -> new Log(2).with(0).with(1));
        tail.start();
        await().until(() -> readiness.whyNot().isEmpty());

        end.set(new LogEnd(3, EPOCH + 1));
        opened.getLast()
                .schedulePollTask(() -> opened.getLast()
                        .setPollException(new LogTruncationException(
                                Map.of(PARTITION, 2L), Map.of(PARTITION, new OffsetAndMetadata(1)))));
        await().until(() -> counters.truncations.sum() == 1);
        assertThat(readiness.whyClosed(0)).contains("the history is being read");
    }

    private static KafkaException outOfRange() {
        return new OffsetOutOfRangeException(Map.of(PARTITION, 3L));
    }

    private Writer writer(org.accrual.command.eventstore.writer.Log log) {
        return new Writer(
                PARTITION.topic(),
                log,
                WriterClock.ofSystem(),
                WriterLimits.STANDARD,
                counters,
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

        Log with(KafkaException failure) {
            schedulePollTask(() -> setPollException(failure));
            return this;
        }

        Log with(long offset) {
            offsets.add(offset);
            return this;
        }

        void give() {
            offsets.forEach(o -> addRecord(new ConsumerRecord<>(
                    PARTITION.topic(),
                    0,
                    o,
                    0,
                    TimestampType.CREATE_TIME,
                    1,
                    1,
                    new byte[] {1},
                    new byte[] {1},
                    new RecordHeaders(),
                    Optional.of(EPOCH))));
            offsets.clear();
        }
    }
}
