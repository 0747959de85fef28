package org.accrual.command.eventstore.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accrual.command.eventstore.checkpoint.CheckpointWriter.LogAltered;
import org.accrual.command.eventstore.checkpoint.CheckpointWriter.NotSigned;
import org.accrual.command.eventstore.kafka.StoreSettings;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.audit.LogVerifier;
import org.accrual.log.audit.SignedCheckpoint;
import org.accrual.log.audit.VerifiedCheckpoint;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.KafkaClients;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.LogPosition;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of the log from its start, as an auditor reads it, which goes on and signs. Whatever fails may be tried
 * again on it: it stays where it is. Not thread-safe.
 *
 * <p>Checkpoints are appended by the log's own rule: each names the one before, and counts if that is still the last. It
 * is sent once. Who loses to another instance, or does not know what became of it, reads on and signs anew.
 */
final class SigningReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SigningReader.class);
    private static final String EVENTS = LogTopics.STUDY_EVENTS.topicName();
    private static final TopicPartition CHECKPOINTS = new TopicPartition(LogTopics.CHECKPOINTS.topicName(), 0);
    private static final Duration POLL_MAX = Duration.ofMillis(200);
    private static final Duration DURABLE_WITHIN = Duration.ofSeconds(6);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    /** Longer than a service goes on sending a record again, and than the interval between checkpoints. */
    private static final Duration EXPLAINED_WITHIN = Duration.ofSeconds(60);

    private static final int FETCH_WAIT_MS = 50;
    private static final int RACES_MAX = 5;
    private static final long NOT_READ = -1;

    private final StoreSettings settings;
    private final CheckpointSigner signer;
    private final KeptCheckpoint kept;
    private final InstantSource clock;
    private final List<TopicPartition> events;
    private final LogVerifier verifier;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private KafkaProducer<byte[], byte[]> producer;
    /** What the file held at first. */
    private final Optional<VerifiedCheckpoint> keptAtFirst;

    private final long startedAt = System.nanoTime();
    private VerifiedCheckpoint keptNow;
    private long keptAt = NOT_READ;
    /** Breaks that somebody has looked at. */
    private final Set<Break> known = new HashSet<>();

    private Map<TopicPartition, Long> ends = Map.of();
    private boolean caughtUp;

    /**
     * @param seenBefore by an earlier reading, signed or not: it must be there
     * @throws IOException if the kept checkpoint can't be read
     * @throws LogAltered if it is none of this key and log
     */
    SigningReader(
            StoreSettings settings,
            CheckpointSigner signer,
            KeptCheckpoint kept,
            InstantSource clock,
            Optional<Checkpoint> seenBefore)
            throws IOException {
        this.settings = settings;
        this.signer = signer;
        this.kept = kept;
        this.clock = clock;
        this.events = IntStream.range(0, settings.partitions())
                .mapToObj(partition -> new TopicPartition(EVENTS, partition))
                .toList();
        this.verifier = new LogVerifier(EVENTS, settings.partitions(), signer.verifier());
        this.keptAtFirst = expected();
        seenBefore.ifPresent(verifier::expectSameAs);
        this.keptNow = keptAtFirst.orElse(null);
        this.consumer = consumer();
        Set<TopicPartition> all = new HashSet<>(events);
        all.add(CHECKPOINTS);
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    private Optional<VerifiedCheckpoint> expected() throws IOException {
        try {
            Optional<VerifiedCheckpoint> checkpoint = kept.read(signer.verifier());
            checkpoint.ifPresent(verifier::expect);
            return checkpoint;
        } catch (IllegalArgumentException e) {
            throw new LogAltered(kept.file() + " can't be compared with the log: " + e.getMessage());
        }
    }

    /** What was read, unless it was not all yet. */
    Optional<Checkpoint> seen() {
        return caughtUp ? Optional.of(verifier.next(clock.instant().truncatedTo(ChronoUnit.MICROS))) : Optional.empty();
    }

    /** Reads on for a moment; the first time to the end, and judges what is there. */
    void follow() throws IOException {
        if (caughtUp) {
            only(events);
            poll();
        } else {
            catchUp();
        }
    }

    /** Unless the last checkpoint says it all. */
    void signIfChanged() throws IOException {
        catchUp();
        for (int race = 0; !isSigned() && race < RACES_MAX && !signed(); race++) {
            catchUp();
        }
    }

    private boolean isSigned() {
        return verifier.last()
                .filter(last -> last.checkpoint().position().equals(verifier.position()))
                .isPresent();
    }

    /** @throws NotSigned if it could not be stored, or others were faster each time */
    VerifiedCheckpoint sign() throws IOException {
        for (int race = 0; race < RACES_MAX; race++) {
            catchUp();
            if (signed()) {
                return keptNow;
            }
        }
        throw new NotSigned("other instances signed at the same moments", null);
    }

    /** Checkpoints first: then what they say lies before the log's end, or it was cut off. */
    private void catchUp() throws IOException {
        readToEnd(List.of(CHECKPOINTS));
        verifier.checkpointsEndAt(ends.get(CHECKPOINTS));
        if (!caughtUp) {
            verifier.trustOriginsUntil(
                    keptAtFirst.or(verifier::last).map(this::position).orElse(LogPosition.START));
        }
        readToEnd(events);
        audit();
        caughtUp = true;
        keepLast();
    }

    private void readToEnd(Collection<TopicPartition> partitions) {
        only(partitions);
        ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            if (poll().isEmpty()) {
                // The end may have been cut off meanwhile.
                ends = consumer.endOffsets(partitions);
            }
        }
        requireNotCut(partitions);
    }

    /** What was written since the end was asked for may have been read, too; or the end has moved on since it was. */
    private void requireNotCut(Collection<TopicPartition> partitions) {
        if (partitions.stream().anyMatch(p -> consumer.position(p) > ends.get(p))) {
            ends = consumer.endOffsets(partitions);
        }
        partitions.stream()
                .filter(p -> consumer.position(p) > ends.get(p))
                .findFirst()
                .ifPresent(cut -> {
                    throw new LogAltered(cut + " ends at offset " + ends.get(cut) + ", though it was read up to "
                            + consumer.position(cut));
                });
        // What has not been read yet is not missing.
        ends = partitions.stream().collect(Collectors.toMap(p -> p, consumer::position));
    }

    private void only(Collection<TopicPartition> partitions) {
        consumer.pause(consumer.assignment());
        consumer.resume(partitions);
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_MAX);
        records.forEach(this::take);
        return records;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(EVENTS)) {
            verifier.read(record);
            return;
        }
        verifier.readCheckpoint(record);
        if (keptAt == NOT_READ && keptAtFirst.filter(verifier::holds).isPresent()) {
            keptAt = record.offset();
        }
    }

    /**
     * A log that differs from what was signed is an alarm, always. What came after the kept checkpoint while nobody
     * read it has to be as a service leaves it. What came under the eyes of this reader was not dropped or moved, so
     * that a void record which misses its predecessor was left by a service that lost one.
     */
    private void audit() {
        List<Break> found = verifier.breaks(endOffsets()).stream()
                .filter(Predicate.not(known::contains))
                .toList();
        found.stream()
                .filter(b -> b.kind() == Break.Kind.NOT_AS_SIGNED || !isAccepted(b))
                .findFirst()
                .ifPresent(this::refuse);
        if (!caughtUp) {
            found.forEach(b -> LOG.warn("signed all the same: {}", b));
            known.addAll(found);
        }
    }

    /** Another instance may be about to send a predecessor again, or have seen that none was dropped, and sign. */
    private void refuse(Break found) {
        boolean mayBeExplained =
                found.kind() == Break.Kind.UNEXPLAINED && System.nanoTime() - startedAt < EXPLAINED_WITHIN.toNanos();
        throw mayBeExplained
                ? new NotSigned(found + "; it may still be explained", null)
                : new LogAltered(found.toString());
    }

    private boolean isAccepted(Break found) {
        return caughtUp
                ? found.kind() == Break.Kind.UNEXPLAINED
                : keptAtFirst.isEmpty() || liesBefore(keptAtFirst.get(), found);
    }

    private boolean liesBefore(VerifiedCheckpoint checkpoint, Break found) {
        return found.topic().equals(EVENTS)
                ? found.offset() < position(checkpoint).next(found.partition())
                : found.offset() <= keptAt;
    }

    private Map<Integer, Long> endOffsets() {
        return ends.entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    private LogPosition position(VerifiedCheckpoint checkpoint) {
        return checkpoint.checkpoint().position();
    }

    /** Whether what was signed counts. */
    private boolean signed() throws IOException {
        Checkpoint checkpoint = verifier.next(clock.instant().truncatedTo(ChronoUnit.MICROS));
        SignedCheckpoint signed = signer.sign(checkpoint);
        store(signed, checkpoint);
        readToEnd(List.of(CHECKPOINTS));
        VerifiedCheckpoint own = signer.verifier().verify(signed);
        if (!verifier.holds(own)) {
            return false;
        }
        keep(own);
        return true;
    }

    private void store(SignedCheckpoint signed, Checkpoint checkpoint) {
        byte[] key = EVENTS.getBytes(StandardCharsets.US_ASCII);
        long timestamp = checkpoint.time().toEpochMilli();
        try {
            if (producer == null) {
                producer = producer();
            }
            producer.send(new ProducerRecord<>(
                            CHECKPOINTS.topic(),
                            CHECKPOINTS.partition(),
                            timestamp,
                            key,
                            signed.value(),
                            signed.headers()))
                    .get(DURABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            closeProducer();
            throw new NotSigned("the checkpoint could not be stored: " + e, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Everything that it says was compared with the log. */
    void keepLast() throws IOException {
        if (verifier.last().isPresent()) {
            keep(verifier.last().get());
        }
    }

    private void keep(VerifiedCheckpoint checkpoint) throws IOException {
        if (keptNow == null || !keptNow.checkpoint().equals(checkpoint.checkpoint()) || !kept.isThere()) {
            kept.write(checkpoint);
            keptNow = checkpoint;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        // A fetch that waits for one topic holds up the next, for the other.
        return KafkaClients.reader(
                settings.clientProperties(),
                ANSWER_WITHIN,
                Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS));
    }

    /** Idempotent: a checkpoint that stands twice in its topic was put there by someone else. */
    private KafkaProducer<byte[], byte[]> producer() {
        return KafkaClients.writer(
                settings.clientProperties(),
                ANSWER_WITHIN,
                DURABLE_WITHIN,
                ANSWER_WITHIN,
                Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.CHECKPOINT_BYTES_MAX));
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        closeProducer();
        consumer.close();
    }
}
