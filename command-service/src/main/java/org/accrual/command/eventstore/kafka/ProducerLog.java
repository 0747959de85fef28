package org.accrual.command.eventstore.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.accrual.command.eventstore.writer.SendOutcome;
import org.accrual.command.eventstore.writer.SendOutcome.Refusal;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.Proposal;
import org.accrual.kernel.log.RecordSigner;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records in the order in which they come, from a thread of its own, since Kafka's {@code send} may block while a
 * leader is unknown. Waiting records are bounded by the writer's bound on open appends.
 */
final class ProducerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerLog.class);
    private static final int REQUEST_TIMEOUT_MS = 3_000;
    private static final int DELIVERY_TIMEOUT_MS = 6_000;
    private static final int MAX_BLOCK_MS = 1_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private record Send(int partition, Proposal proposal, Consumer<SendOutcome> outcome) {}

    private final Map<String, Object> properties;
    private final RecordSigner signer;
    private final BlockingQueue<Send> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private KafkaProducer<byte[], byte[]> producer;
    private volatile boolean closed;

    ProducerLog(Map<String, Object> clientProperties, RecordSigner signer) {
        properties = properties(clientProperties);
        this.signer = signer;
        producer = newProducer();
        thread = Thread.ofPlatform().name("log-sender").daemon().start(this::run);
    }

    private static Map<String, Object> properties(Map<String, Object> clientProperties) {
        Map<String, Object> p = new HashMap<>(clientProperties);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        p.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        p.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1_024);
        // The broker says what is too large; the writer has asked before.
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.RECORD_BYTES_MAX);
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        p.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        p.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
        p.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        return p;
    }

    private KafkaProducer<byte[], byte[]> newProducer() {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Never blocks. @param outcome called once, on a thread of the producer */
    void send(int partition, Proposal proposal, Consumer<SendOutcome> outcome) {
        queue.add(new Send(partition, proposal, outcome));
    }

    private void run() {
        try {
            while (!closed) send(queue.take());
        } catch (InterruptedException closing) {
            LOG.debug("the sender ends");
        }
        producer.close(CLOSE_WITHIN);
    }

    private void send(Send send) {
        Proposal proposal = signer.sign(send.proposal());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                LogTopics.STUDY_EVENTS.topicName(),
                send.partition(),
                proposal.timestamp(),
                proposal.keyBytes(),
                proposal.value(),
                proposal.headers());
        try {
            producer.send(
                    record,
                    (metadata, e) ->
                            send.outcome().accept(e == null ? new SendOutcome.Acked(metadata.offset()) : outcomeOf(e)));
        } catch (KafkaException | IllegalStateException e) {
            send.outcome().accept(outcomeOf(e));
            if (!(e instanceof TimeoutException)) replaceProducer(e);
        }
    }

    static SendOutcome outcomeOf(Exception e) {
        return switch (e) {
            case RecordTooLargeException _ -> new SendOutcome.Refused(Refusal.TOO_LARGE, e.getMessage());
            case AuthorizationException _ -> new SendOutcome.Refused(Refusal.NOT_AUTHORIZED, e.getMessage());
            case SerializationException _ -> new SendOutcome.Refused(Refusal.NOT_SERIALIZABLE, e.getMessage());
            default -> new SendOutcome.Unknown(e.toString());
        };
    }

    /** A producer that throws at once is in a state that it does not leave; what it holds is reported as unknown. */
    private void replaceProducer(Exception e) {
        LOG.warn("the producer is replaced", e);
        producer.close(Duration.ZERO);
        producer = newProducer();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_WITHIN.plusSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
