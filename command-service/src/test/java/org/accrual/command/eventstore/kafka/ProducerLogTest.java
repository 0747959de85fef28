package org.accrual.command.eventstore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.accrual.command.eventstore.writer.SendOutcome;
import org.accrual.command.eventstore.writer.SendOutcome.Refusal;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a writer is told of a copy, whatever Kafka's client does. */
class ProducerLogTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Proposal PROPOSAL = proposal();

    private final List<SendOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> trouble = new AtomicReference<>();
    private ProducerLog log;

    @AfterEach
    void close() {
        if (log != null) log.close();
    }

    @Test
    void tellsWhereAnAcknowledgedCopyLies() {
        open(LONG, () -> producer(true));
        log.send(0, PROPOSAL, outcomes::add);
        awaitOutcomes(new SendOutcome.Acked(0));
    }

    @Test
    void isSureOnlyOfWhatNeverLeft() {
        MockProducer<byte[], byte[]> later = producer(false);
        open(LONG, () -> later);
        log.send(0, PROPOSAL, outcomes::add);
        await().until(() -> later.errorNext(new TopicAuthorizationException("no more")));
        awaitOutcomes(new SendOutcome.Rejected("no more"));
        log.close();
        outcomes.clear();

        open(LONG, () -> calling(new RecordTooLargeException("too large")));
        log.send(0, PROPOSAL, outcomes::add);
        awaitOutcomes(new SendOutcome.Refused(Refusal.TOO_LARGE, "too large"));
    }

    /** Kafka's own, if it is interrupted, does not wait at its end for what it still holds. */
    @Test
    void closesAProducerWithoutInterruptingIt() {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch leaderFound = new CountDownLatch(1);
        List<Boolean> interruptedAtClose = new CopyOnWriteArrayList<>();
        open(LONG, () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                try {
                    sending.countDown();
                    leaderFound.await();
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
                return super.send(record, callback);
            }

            @Override
            public void close(Duration timeout) {
                interruptedAtClose.add(Thread.currentThread().isInterrupted());
            }
        });
        log.send(0, PROPOSAL, outcomes::add);
        await().until(() -> sending.getCount() == 0);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(log::close);
        await().during(Duration.ofMillis(200)).until(() -> !closing.isDone());
        leaderFound.countDown();
        closing.join();
        awaitOutcomes(new SendOutcome.Acked(0));
        assertThat(interruptedAtClose).containsExactly(false);
    }

    /** As Kafka's own does in a fatal state: it has the record by then. */
    @Test
    void tellsOnceWhatAClientReportsTwice() {
        MockProducer<byte[], byte[]> broken =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        super.send(record, callback);
                        throw new KafkaException("in an error state");
                    }

                    @Override
                    public void close(Duration timeout) {
                        errorNext(new KafkaException("closed"));
                        super.close(timeout);
                    }
                };
        open(LONG, inTurn(() -> broken, () -> producer(true)));
        log.send(0, PROPOSAL, outcomes::add);
        log.send(0, PROPOSAL, outcomes::add);

        await().until(() -> outcomes.size() >= 2);
        assertThat(outcomes).last().isEqualTo(new SendOutcome.Acked(0));
        assertThat(outcomes).hasSize(2).first().isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void triesAgainUntilItHasAProducerAndSaysWhyItHasNone() {
        CountDownLatch resolvable = new CountDownLatch(1);
        open(LONG, () -> {
            if (resolvable.getCount() > 0) throw new KafkaException("no producer", new KafkaException("no such host"));
            return producer(true);
        });
        await().untilAsserted(() -> assertThat(trouble.get()).contains("no such host"));
        log.send(0, PROPOSAL, outcomes::add);
        await().until(() -> outcomes.size() == 1);
        assertThat(outcomes).first().isInstanceOf(SendOutcome.Unknown.class);

        resolvable.countDown();
        await().until(() -> trouble.get() == null);
        log.send(0, PROPOSAL, outcomes::add);
        awaitOutcomes(outcomes.getFirst(), new SendOutcome.Acked(0));
    }

    @Test
    void outlivesAClientThatFailsInAnyWay() {
        open(LONG, inTurn(() -> throwing(new IllegalArgumentException("a bug")), () -> producer(true)));
        log.send(0, PROPOSAL, outcomes::add);
        log.send(0, PROPOSAL, outcomes::add);

        await().until(() -> outcomes.size() == 2);
        assertThat(outcomes).first().isInstanceOf(SendOutcome.Unknown.class);
        assertThat(outcomes).last().isEqualTo(new SendOutcome.Acked(0));
    }

    /** What was queued through an outage is stale: to send it would keep those waiting who still can be served. */
    @Test
    void doesNotSendWhatHasWaitedTooLong() {
        MockProducer<byte[], byte[]> producer = producer(true);
        open(Duration.ofNanos(-1), () -> producer);
        log.send(0, PROPOSAL, outcomes::add);

        await().until(() -> outcomes.size() == 1);
        assertThat(outcomes).first().isInstanceOf(SendOutcome.Unknown.class);
        assertThat(producer.history()).isEmpty();
    }

    private void open(Duration sendWithin, Supplier<Producer<byte[], byte[]>> producers) {
        log = new ProducerLog(producers, RecordSigner.NONE, sendWithin, trouble::set);
    }

    private void awaitOutcomes(SendOutcome... expected) {
        await().untilAsserted(() -> assertThat(outcomes).containsExactly(expected));
    }

    @SafeVarargs
    private static Supplier<Producer<byte[], byte[]>> inTurn(Supplier<Producer<byte[], byte[]>>... producers) {
        Queue<Supplier<Producer<byte[], byte[]>>> left = new ArrayDeque<>(List.of(producers));
        return () -> left.remove().get();
    }

    private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Producer<byte[], byte[]> throwing(RuntimeException e) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                throw e;
            }
        };
    }

    /** As Kafka's own does with what it refuses before it takes it: it calls back at once. */
    private static Producer<byte[], byte[]> calling(RuntimeException e) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                callback.onCompletion(null, e);
                return null;
            }
        };
    }

    private static Proposal proposal() {
        Attributes attributes = new Attributes(
                "00000000-0000-0000-0000-000000000001",
                "Tested",
                1,
                Instant.EPOCH,
                null,
                1,
                "00000000-0000-0000-0000-000000000002",
                RecordHash.of(new byte[RecordHash.BYTES]),
                "actor",
                "SYSTEM",
                null,
                Attributes.Content.PLAIN);
        return new RecordDraft(new ChainKey("s1/c1"), attributes, "{}".getBytes(StandardCharsets.UTF_8))
                .onto(RecordHash.of(new byte[RecordHash.BYTES]));
    }
}
