package org.accrual.command.eventstore.checkpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.kernel.log.AcceptedLog;
import org.accrual.kernel.log.Checkpoint;
import org.accrual.kernel.log.CheckpointSigner;
import org.accrual.kernel.log.LogGapException;
import org.accrual.kernel.log.LogPosition;
import org.accrual.kernel.log.LogState;
import org.accrual.kernel.log.LogTopics;
import org.accrual.kernel.log.PartitionMark;
import org.accrual.kernel.log.SignedCheckpoint;
import org.accrual.kernel.log.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole log from its start, by itself, and signs where it is: once it has caught up, then at intervals if
 * anything was written, on demand, and at the end. Before it signs it compares the log with the last checkpoint that it
 * finds: it never signs a log that was altered, but says so until someone has looked.
 */
public final class CheckpointWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final String CHECKPOINTS = LogTopics.CHECKPOINTS.topicName();
    private static final Duration POLL_MAX = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration DURABLE_WITHIN = Duration.ofSeconds(6);
    private static final Duration DEMAND_WITHIN = Duration.ofSeconds(20);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);
    private static final int REQUEST_TIMEOUT_MS = 3_000;

    private final StoreSettings settings;
    private final CheckpointSigner signer;
    private final InstantSource clock;
    private final Duration interval;
    private final BooleanSupplier logIsReady;
    private final List<TopicPartition> partitions;
    private final BlockingQueue<CompletableFuture<Checkpoint>> demands = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile String trouble = "the log has not been read yet";
    private volatile boolean closed;

    /**
     * Begins as soon as the log is ready, and goes on trying while Kafka does not answer.
     *
     * @param interval between two checkpoints at least, except on demand: what was written since the last one is bound
     *     by its chain alone
     * @param logIsReady whether its topics are there and as they must be
     */
    public CheckpointWriter(
            StoreSettings settings,
            CheckpointSigner signer,
            InstantSource clock,
            Duration interval,
            BooleanSupplier logIsReady) {
        this.settings = settings;
        this.signer = signer;
        this.clock = clock;
        this.interval = interval;
        this.logIsReady = logIsReady;
        this.partitions = IntStream.range(0, settings.partitions())
                .mapToObj(partition -> new TopicPartition(EVENTS, partition))
                .toList();
        this.thread = Thread.ofPlatform().name("checkpoints").daemon().start(this::run);
    }

    /** Why nothing is signed at the moment; empty if all is well. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Signs what is in the log now; fails if it can't be signed. */
    public CompletableFuture<Checkpoint> sign() {
        CompletableFuture<Checkpoint> demand = new CompletableFuture<>();
        demands.add(demand);
        return demand.orTimeout(DEMAND_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        while (!closed) {
            if (logIsReady.getAsBoolean()) {
                readAndSign();
            } else {
                pause();
            }
        }
        refuseDemands("the service stops");
    }

    private void readAndSign() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            new Generation(consumer, producer).follow();
        } catch (InterruptException e) {
            closed = true;
        } catch (AlteredLog e) {
            LOG.error("ALARM: {}", e.getMessage());
            failed(e.getMessage());
        } catch (KafkaException | LogGapException | NotDurable e) {
            LOG.warn("no checkpoint can be signed; trying again", e);
            failed(e.getMessage());
        }
    }

    private void failed(String reason) {
        trouble = reason;
        refuseDemands(reason);
        pause();
    }

    private synchronized void pause() {
        try {
            if (!closed) {
                wait(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void refuseDemands(String reason) {
        List<CompletableFuture<Checkpoint>> refused = new ArrayList<>();
        demands.drainTo(refused);
        refused.forEach(demand -> demand.completeExceptionally(new IllegalStateException(reason)));
    }

    /** One reading of the log from its start. */
    private final class Generation {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final KafkaProducer<byte[], byte[]> producer;
        private final AcceptedLog log = new AcceptedLog(EVENTS, settings.partitions());
        private final LogState state = new LogState(EVENTS, settings.partitions());
        private final Optional<Checkpoint> earlier = lastCheckpoint();
        private LogPosition signed;
        private long signedAt;

        Generation(KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer) {
            this.consumer = consumer;
            this.producer = producer;
        }

        void follow() {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            partitions.forEach(partition -> log.begin(partition.partition()));
            catchUp();
            requireWholeUntilEarlier();
            trouble = null;
            signed = earlier.map(Checkpoint::position).orElse(null);
            while (!closed) {
                signIfDue();
                answerDemands();
                poll();
            }
            catchUp();
            signIfChanged();
        }

        private void catchUp() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> log.nextOffset(p.partition()) < ends.get(p))) {
                poll();
            }
        }

        private void poll() {
            try {
                consumer.poll(POLL_MAX).forEach(this::take);
            } catch (OffsetOutOfRangeException e) {
                throw new AlteredLog("the log has lost records that were read: " + e.getMessage());
            }
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            state.add(log.read(record));
            earlier.map(checkpoint -> checkpoint.partitions().get(record.partition()))
                    .filter(mark -> mark.nextOffset() == record.offset() + 1)
                    .ifPresent(this::requireSame);
        }

        private void requireSame(PartitionMark mark) {
            if (!state.mark(mark.partition()).equals(mark)) {
                throw new AlteredLog(EVENTS + "-" + mark.partition() + " differs before offset " + mark.nextOffset()
                        + " from the checkpoint of " + earlier.orElseThrow().time() + "; run deploy/verify");
            }
        }

        private void requireWholeUntilEarlier() {
            earlier.ifPresent(checkpoint -> {
                if (!log.position().covers(checkpoint.position())) {
                    throw new AlteredLog("the log ends at " + log.position() + ", before the checkpoint of "
                            + checkpoint.time() + " at " + checkpoint.position());
                }
            });
        }

        private void signIfDue() {
            if (signed == null || System.nanoTime() - signedAt > interval.toNanos()) {
                signIfChanged();
            }
        }

        private void signIfChanged() {
            if (!log.position().equals(signed)) {
                signState();
            }
        }

        private void answerDemands() {
            if (demands.isEmpty()) {
                return;
            }
            List<CompletableFuture<Checkpoint>> answered = new ArrayList<>();
            demands.drainTo(answered);
            try {
                catchUp();
                Checkpoint checkpoint = signState();
                answered.forEach(demand -> demand.complete(checkpoint));
            } catch (RuntimeException e) {
                demands.addAll(answered);
                throw e;
            }
        }

        private Checkpoint signState() {
            Checkpoint checkpoint = state.checkpoint(clock.instant().truncatedTo(ChronoUnit.MICROS));
            store(signer.sign(checkpoint), checkpoint.time());
            signed = checkpoint.position();
            signedAt = System.nanoTime();
            return checkpoint;
        }

        private void store(SignedCheckpoint checkpoint, Instant time) {
            byte[] key = EVENTS.getBytes(StandardCharsets.US_ASCII);
            try {
                producer.send(new ProducerRecord<>(
                                CHECKPOINTS, 0, time.toEpochMilli(), key, checkpoint.value(), checkpoint.headers()))
                        .get(DURABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new NotDurable(e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    /** Whatever does not verify is the verifier's business; the last one that does binds the log here too. */
    private Optional<Checkpoint> lastCheckpoint() {
        List<Checkpoint> last = new ArrayList<>();
        try (TopicReader reader = new TopicReader(settings.clientProperties())) {
            reader.read(
                    CHECKPOINTS,
                    record -> verified(record).ifPresent(checkpoint -> {
                        last.clear();
                        last.add(checkpoint);
                    }));
        }
        return last.stream().findAny();
    }

    private Optional<Checkpoint> verified(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(signer.verifier().verify(SignedCheckpoint.of(record)));
        } catch (IllegalArgumentException e) {
            LOG.error("ALARM: the checkpoint at offset {} is not ours: {}", record.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.CHECKPOINT_BYTES_MAX);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DURABLE_WITHIN.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The log is not what was signed: an alarm, for a person. */
    private static final class AlteredLog extends RuntimeException {
        AlteredLog(String message) {
            super(message);
        }
    }

    private static final class NotDurable extends RuntimeException {
        NotDurable(Throwable cause) {
            super("the checkpoint could not be stored: " + cause.getMessage(), cause);
        }
    }
}
