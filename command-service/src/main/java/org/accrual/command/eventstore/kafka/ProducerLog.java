package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.accrual.command.eventstore.writer.SendOutcome;
import org.accrual.command.eventstore.writer.SendOutcome.Refusal;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.Proposal;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records in the order in which they come, from a thread of its own, since Kafka's {@code send} may block while a
 * leader is unknown. The producer is made there, too, again and again until it can be.
 */
final class ProducerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerLog.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final Duration DELIVER_WITHIN = Duration.ofSeconds(6);
    private static final Duration BLOCK_AT_MOST = Duration.ofSeconds(1);
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    /** Copies that wait to be sent; four for each append that may be open. */
    private static final int QUEUED_MAX = 65_536;

    /** Ends the wait for the next one. */
    private static final Send NOTHING = new Send(0, null, _ -> {}, 0, new AtomicBoolean());

    /** A copy on its way. Its sender is told once, even if Kafka's client throws and calls back, too. */
    private record Send(
            int partition, Proposal proposal, Consumer<SendOutcome> outcome, long queuedAtNanos, AtomicBoolean told) {
        void tell(SendOutcome result) {
            if (!told.getAndSet(true)) outcome.accept(result);
        }
    }

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final RecordSigner signer;
    private final Duration sendWithin;
    private final Consumer<String> troubleOrNull;
    private final BlockingQueue<Send> queue = new LinkedBlockingQueue<>(QUEUED_MAX);
    private final Thread thread;
    private Producer<byte[], byte[]> producer;
    private volatile boolean closed;

    /**
     * @param sendWithin what has waited longer is not sent at all: its sender has been told long ago, and after an outage
     *     it would only delay those who still wait
     * @param troubleOrNull told why nothing can be sent, or null when something could be
     */
    ProducerLog(
            Map<String, Object> clientProperties,
            RecordSigner signer,
            Duration sendWithin,
            Consumer<String> troubleOrNull) {
        this(() -> kafkaProducer(clientProperties), signer, sendWithin, troubleOrNull);
    }

    ProducerLog(
            Supplier<Producer<byte[], byte[]>> producers,
            RecordSigner signer,
            Duration sendWithin,
            Consumer<String> troubleOrNull) {
        this.producers = producers;
        this.signer = signer;
        this.sendWithin = sendWithin;
        this.troubleOrNull = troubleOrNull;
        thread = Thread.ofPlatform().name("log-sender").daemon().start(this::run);
    }

    private static Producer<byte[], byte[]> kafkaProducer(Map<String, Object> clientProperties) {
        return KafkaClients.writer(
                clientProperties,
                ANSWER_WITHIN,
                DELIVER_WITHIN,
                BLOCK_AT_MOST,
                Map.of(
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5,
                        ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1_024,
                        // The broker says what is too large; the writer has asked before.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.RECORD_BYTES_MAX,
                        ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20,
                        ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200));
    }

    /** Never blocks. @param outcome called once: now, by this log's thread or by one of the producer's */
    void send(int partition, Proposal proposal, Consumer<SendOutcome> outcome) {
        Send send = new Send(partition, proposal, outcome, System.nanoTime(), new AtomicBoolean());
        if (!queue.offer(send)) send.tell(new SendOutcome.Unknown("too many records wait to be sent"));
    }

    private void run() {
        try {
            while (!closed) sendNext();
        } catch (InterruptedException | InterruptException e) {
            LOG.error("the sender is interrupted", e);
        } finally {
            if (!closed) troubleOrNull.accept("nothing is sent to Kafka any more");
        }
        if (producer != null) producer.close(CLOSE_WITHIN);
    }

    private void sendNext() throws InterruptedException {
        if (producer == null) makeProducer();
        Send send = producer == null ? queue.poll(RETRY_EVERY.toMillis(), TimeUnit.MILLISECONDS) : queue.take();
        if (send != null && send != NOTHING) deliver(send);
    }

    private void makeProducer() {
        try {
            producer = producers.get();
            troubleOrNull.accept(null);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            troubleOrNull.accept("nothing can be sent to Kafka: " + cause.getMessage());
        }
    }

    private void deliver(Send send) {
        if (producer == null) {
            send.tell(new SendOutcome.Unknown("Kafka can't be reached"));
        } else if (System.nanoTime() - send.queuedAtNanos() > sendWithin.toNanos()) {
            send.tell(new SendOutcome.Unknown("it could not be sent in time"));
        } else {
            handOver(send);
        }
    }

    private void handOver(Send send) {
        try {
            producer.send(signed(send), (metadata, e) -> send.tell(e == null ? acked(metadata) : outcomeOf(e)));
        } catch (RuntimeException e) {
            // What threw may have kept the record all the same.
            send.tell(new SendOutcome.Unknown(e.toString()));
            if (e instanceof InterruptException interrupted) throw interrupted;
            dropProducer(e);
        }
    }

    private ProducerRecord<byte[], byte[]> signed(Send send) {
        Proposal proposal = signer.sign(send.proposal());
        return new ProducerRecord<>(
                LogTopics.STUDY_EVENTS.topicName(),
                send.partition(),
                proposal.timestamp(),
                proposal.keyBytes(),
                proposal.value(),
                proposal.headers());
    }

    /** A copy that the broker knew already is acknowledged without saying where it lies. */
    private static SendOutcome acked(RecordMetadata metadata) {
        return metadata.hasOffset()
                ? new SendOutcome.Acked(metadata.offset())
                : new SendOutcome.Unknown("acknowledged without an offset");
    }

    private SendOutcome outcomeOf(Exception e) {
        return switch (e) {
            case RecordTooLargeException _ -> refused(Refusal.TOO_LARGE, e);
            case AuthorizationException _ -> refused(Refusal.NOT_AUTHORIZED, e);
            case SerializationException _ -> refused(Refusal.NOT_SERIALIZABLE, e);
            default -> new SendOutcome.Unknown(e.toString());
        };
    }

    /** What is refused on the thread that hands records over never left it; later, the client may have tried before. */
    private SendOutcome refused(Refusal refusal, Exception e) {
        return Thread.currentThread() == thread
                ? new SendOutcome.Refused(refusal, e.getMessage())
                : new SendOutcome.Rejected(e.getMessage());
    }

    /** A producer that throws at once is in a state that it does not leave; what it holds is reported as unknown. */
    private void dropProducer(RuntimeException e) {
        LOG.warn("the producer is replaced", e);
        Producer<byte[], byte[]> dropped = producer;
        producer = null;
        try {
            dropped.close(Duration.ZERO);
        } catch (RuntimeException alsoBroken) {
            LOG.warn("the producer can't even be closed", alsoBroken);
        }
    }

    /** Without an interrupt: Kafka's producer would not wait then for what it still holds. */
    @Override
    public void close() {
        closed = true;
        boolean _ = queue.offer(NOTHING);
        try {
            thread.join(CLOSE_WITHIN.plus(BLOCK_AT_MOST));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
