package org.accrual.log.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.clients.UnreadableRecordException;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.LogPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An auditor: reads all checkpoints, then the whole log, and tells what a whole log would not have. Void records alone
 * are normal. It says "broken" for
 *
 * <ul>
 *   <li>a record, void or not, that no command service signed, and a malformed one;
 *   <li>missing offsets, and a log that ends before a checkpoint;
 *   <li>a log that differs from a signed checkpoint;
 *   <li>a checkpoint whose signature does not hold, or that was dropped, moved or repeated;
 *   <li>accepted records whose sequence has a gap or whose recording time runs backwards: no writer of ours made them;
 *   <li>after the last checkpoint, void records whose predecessor is nowhere in the log or came too late: what an
 *       edited, dropped or moved record leaves behind. (A writer that lost a record and died leaves the same, once in a
 *       long while; its next checkpoint explains them.)
 * </ul>
 *
 * <p>It can't see that the log's and the checkpoints' ends were both cut off: for that somebody has to keep a copy of a
 * checkpoint, see {@link #expect}. Holds a few dozen bytes per record. Not thread-safe.
 */
public final class LogVerifier {
    private static final String CHECKPOINTS = LogTopics.CHECKPOINTS.topicName();

    private final String topic;
    private final CheckpointChain chain;
    private final OriginAudit origins;
    private final int partitionCount;
    private final List<Break> breaks = new ArrayList<>();
    private final List<VerifiedCheckpoint> kept = new ArrayList<>();
    private LogPosition originsFrom = LogPosition.START;
    private long nextCheckpoint;
    /** As many as the first checkpoint was signed over, whatever the topic has now: their number tells a key's place. */
    private List<PartitionAudit> partitions;
    /** Whether a checkpoint or a record has come: the audits know it, so they stay. */
    private boolean laidOut;
    /** The last checkpoint that was signed over another number of partitions; null if there is none. */
    private Checkpoint otherLayout;

    /** @param partitionCount 0 if there is no such topic: checkpoints say whether there was one */
    public LogVerifier(String topic, int partitionCount, CheckpointVerifier signatures) {
        this.topic = topic;
        this.chain = new CheckpointChain(topic, signatures);
        this.origins = new OriginAudit(signatures.records());
        this.partitionCount = partitionCount;
        this.partitions = audits(partitionCount);
    }

    private List<PartitionAudit> audits(int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new PartitionAudit(topic, count, partition))
                .toList();
    }

    /**
     * Takes a copy of a checkpoint that was kept apart from the log: both topics must still agree with it.
     *
     * @throws IllegalArgumentException if it is of another topic
     */
    public void expect(VerifiedCheckpoint copy) {
        if (!copy.checkpoint().topic().equals(topic)) {
            throw new IllegalArgumentException(copy.checkpoint().name() + " is not of " + topic);
        }
        kept.add(copy);
        compare(copy.checkpoint(), false);
    }

    /** What another reading of the log came to must stand in this one, too. */
    public void expectSameAs(Checkpoint reading) {
        compare(reading, false);
    }

    /** Lets checkpoints vouch for what lies before: who wrote those records is not checked. */
    public void trustOriginsUntil(LogPosition position) {
        originsFrom = position;
    }

    /**
     * Takes the next record of the checkpoints' topic, from its first on. Whoever audits reads all of them before the
     * log; whoever goes on reading may read those that come later in between. No service reads another partition than the
     * first.
     */
    public void readCheckpoint(ConsumerRecord<byte[], byte[]> record) {
        if (record.partition() != 0) {
            return;
        }
        checkpointsReach(record.offset());
        nextCheckpoint = record.offset() + 1;
        switch (chain.read(SignedCheckpoint.of(record))) {
            case CheckpointChain.Counts(VerifiedCheckpoint read) -> compare(read.checkpoint(), true);
            case CheckpointChain.Void(VerifiedCheckpoint read) -> compare(read.checkpoint(), false);
            case CheckpointChain.Broken(String reason, Optional<VerifiedCheckpoint> read) -> {
                breaks.add(checkpointBreak(record.offset(), "the checkpoint is broken: " + reason));
                read.ifPresent(signed -> compare(signed.checkpoint(), false));
            }
        }
    }

    private void checkpointsReach(long offset) {
        if (offset > nextCheckpoint) {
            breaks.add(checkpointBreak(
                    nextCheckpoint, "offsets " + nextCheckpoint + " to " + (offset - 1) + " are missing"));
            nextCheckpoint = offset;
        }
    }

    private static Break checkpointBreak(long offset, String reason) {
        return new Break(Break.Kind.IMPOSSIBLE, CHECKPOINTS, 0, offset, reason);
    }

    private void compare(Checkpoint checkpoint, boolean counts) {
        int signedOver = checkpoint.partitions().size();
        if (!laidOut && partitionCount > 0) {
            partitions = audits(signedOver);
        }
        laidOut = true;
        if (signedOver == partitions.size()) {
            partitions.forEach(partition -> partition.expect(checkpoint, counts));
        }
        if (signedOver != partitionCount && (otherLayout == null || otherLayout.number() <= checkpoint.number())) {
            otherLayout = checkpoint;
        }
    }

    private Stream<Break> otherLayout() {
        return Stream.ofNullable(otherLayout)
                .map(last -> new Break(
                        Break.Kind.NOT_AS_SIGNED,
                        topic,
                        0,
                        0,
                        partitionCount == 0
                                ? gone(last)
                                : "the topic has " + partitionCount + " partitions, and " + last.name()
                                        + " was signed over "
                                        + last.partitions().size()));
    }

    private static String gone(Checkpoint last) {
        String signed = last.position().equals(LogPosition.START)
                ? " was signed before its first record"
                : " has read on to " + last.position();
        return "the topic is gone, and " + last.name() + signed;
    }

    /**
     * Takes the next record of its partition, from the partition's first on. What lies in a partition that the checkpoints
     * do not know belongs to no chain.
     */
    public void read(ConsumerRecord<byte[], byte[]> record) {
        laidOut = true;
        if (record.partition() >= partitions.size()) {
            return;
        }
        LogEntry entry = partitions.get(record.partition()).read(record);
        if (record.offset() >= originsFrom.next(record.partition())) {
            origins.read(record, entry);
        }
    }

    /** Takes what no client can read, in either topic. */
    public void readUnreadable(UnreadableRecordException damaged) {
        breaks.add(damaged.asBreak());
    }

    /** Where the log was read to. */
    public LogPosition position() {
        LogPosition position = LogPosition.START;
        for (PartitionAudit partition : partitions) {
            position =
                    position.with(partition.mark().partition(), partition.mark().nextOffset());
        }
        return position;
    }

    /** The last checkpoint that counts. */
    public Optional<VerifiedCheckpoint> last() {
        return chain.lastVerified();
    }

    /** Whether this one was read and counts. */
    public boolean holds(VerifiedCheckpoint checkpoint) {
        return chain.holds(checkpoint);
    }

    /**
     * What to sign after all that was read.
     *
     * @param time of the checkpoint, whole microseconds
     */
    public Checkpoint next(Instant time) {
        return new Checkpoint(
                topic,
                chain.nextNumber(),
                chain.head(),
                time,
                partitions.stream().map(PartitionAudit::mark).toList(),
                partitions.stream()
                        .flatMap(partition -> partition.heads().stream())
                        .map(Checkpoint.ChainMark::of)
                        .sorted(Comparator.comparing(Checkpoint.ChainMark::key))
                        .toList());
    }

    /** After the last record of the checkpoints' topic. @param end where Kafka says that it ends */
    public void checkpointsEndAt(long end) {
        checkpointsReach(end);
    }

    /**
     * What is broken, as of the last record of every partition.
     *
     * @param endOffsets where Kafka says that the partitions end; one that isn't named ends with its last record
     * @return what could not be read, then by place: the first bad record first
     */
    public List<Break> breaks(Map<Integer, Long> endOffsets) {
        Map<Integer, List<Break>> ofOrigin = origins.breaks().stream().collect(Collectors.groupingBy(Break::partition));
        Stream<Break> ofPartitions = partitions.stream().flatMap(partition -> {
            int number = partition.mark().partition();
            long end = endOffsets.getOrDefault(number, 0L);
            return partition.breaks(end, ofOrigin.getOrDefault(number, List.of())).stream();
        });
        return Stream.of(otherLayout(), breaks.stream(), lostCopies(), ofPartitions)
                .flatMap(found -> found)
                .sorted(Break.CAUSES_FIRST)
                .toList();
    }

    private Stream<Break> lostCopies() {
        return kept.stream()
                .filter(copy -> !chain.holds(copy))
                .map(copy -> new Break(
                        Break.Kind.NOT_AS_SIGNED,
                        CHECKPOINTS,
                        0,
                        nextCheckpoint,
                        copy.checkpoint().name() + ", of which a copy was kept, is not in the topic"));
    }

    /** The same for people, with what was counted; a log without any checkpoint is broken, too. */
    public VerificationReport report(Map<Integer, Long> endOffsets) {
        boolean unsigned = chain.count() == 0 && !position().equals(LogPosition.START);
        Stream<Break> noCheckpoint = unsigned
                ? Stream.of(new Break(Break.Kind.UNEXPLAINED, topic, 0, 0, "there is no checkpoint of this log"))
                : Stream.empty();
        return new VerificationReport(
                sum(partition -> partition.heads().size()),
                sum(PartitionAudit::accepted),
                sum(PartitionAudit::voids),
                chain.count(),
                chain.last(),
                Stream.concat(noCheckpoint, breaks(endOffsets).stream())
                        .sorted(Break.CAUSES_FIRST)
                        .toList());
    }

    private long sum(ToLongFunction<PartitionAudit> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
