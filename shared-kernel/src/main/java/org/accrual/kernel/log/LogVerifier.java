package org.accrual.kernel.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An auditor: reads all checkpoints, then the whole log, and tells what a whole log would not have. Void records alone
 * are normal. It says "broken" for
 *
 * <ul>
 *   <li>a record, void or not, that no command service signed, and a malformed one;
 *   <li>missing offsets, and a log that ends before a checkpoint;
 *   <li>a checkpoint whose signature does not hold, and a log that differs from a signed one;
 *   <li>accepted records whose sequence has a gap or whose recording time runs backwards: no writer of ours made them;
 *   <li>after the last checkpoint, void records whose predecessor is nowhere in the log or came too late: what an
 *       edited, dropped or moved record leaves behind. (A writer that lost a record and died leaves the same, once in a
 *       long while; its next checkpoint explains them.)
 * </ul>
 *
 * <p>It can't see that the log's and the checkpoints' ends were both cut off: hence the checkpoint's time in the report.
 * Holds one hash per record. Not thread-safe.
 */
public final class LogVerifier {
    private final String topic;
    private final CheckpointVerifier signatures;
    private final OriginAudit origins;
    private final List<PartitionAudit> partitions;
    private final List<Break> breaks = new ArrayList<>();
    private long checkpoints;
    private Checkpoint last;

    public LogVerifier(String topic, int partitionCount, CheckpointVerifier signatures) {
        this.topic = topic;
        this.signatures = signatures;
        this.origins = new OriginAudit(signatures.records());
        this.partitions = IntStream.range(0, partitionCount)
                .mapToObj(partition -> new PartitionAudit(topic, partitionCount, partition))
                .toList();
    }

    /** Takes the next record of the checkpoints' topic; all of them come before the log's. */
    public void readCheckpoint(ConsumerRecord<byte[], byte[]> record) {
        try {
            Checkpoint checkpoint = signatures.verify(SignedCheckpoint.of(record));
            requireOfThisLog(checkpoint);
            checkpoint
                    .partitions()
                    .forEach(mark -> partitions.get(mark.partition()).expect(mark, checkpoint));
            checkpoints++;
            last = checkpoint;
        } catch (IllegalArgumentException e) {
            breaks.add(new Break(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    "the checkpoint is broken: " + e.getMessage()));
        }
    }

    private void requireOfThisLog(Checkpoint checkpoint) {
        if (!checkpoint.topic().equals(topic) || checkpoint.partitions().size() != partitions.size()) {
            throw new IllegalArgumentException("it is of " + checkpoint.topic() + " with "
                    + checkpoint.partitions().size() + " partitions, not of " + topic + " with " + partitions.size());
        }
    }

    /** Takes the next record of its partition, from the partition's first on. */
    public void read(ConsumerRecord<byte[], byte[]> record) {
        origins.read(record, partitions.get(record.partition()).read(record));
    }

    /**
     * After the last record of every partition.
     *
     * @param endOffsets where Kafka says that the partitions end; one that isn't named ends with its last record
     */
    public VerificationReport report(Map<Integer, Long> endOffsets) {
        endOffsets.forEach((partition, end) -> partitions.get(partition).endsAt(end));
        if (checkpoints == 0 && partitions.stream().anyMatch(PartitionAudit::hasRecords)) {
            breaks.add(new Break(topic, 0, 0, "there is no checkpoint of this log"));
        }
        breaks.addAll(origins.breaks());
        List<Break> all = Stream.concat(breaks.stream(), partitions.stream().flatMap(PartitionAudit::finish))
                .sorted(Break.BY_PLACE)
                .toList();
        return new VerificationReport(
                sum(PartitionAudit::chains),
                sum(PartitionAudit::accepted),
                sum(PartitionAudit::voids),
                checkpoints,
                Optional.ofNullable(last),
                all);
    }

    private long sum(ToLongFunction<PartitionAudit> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
