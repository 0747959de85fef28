package org.accrual.log.audit;

import org.accrual.log.format.FieldDigest;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.RecordHash;

/**
 * How far a partition was read, and the digest of everything before, void and malformed records included.
 *
 * @param nextOffset of the partition
 * @param digest commits to every record before that offset, in order
 */
public record PartitionMark(int partition, long nextOffset, RecordHash digest) {
    static PartitionMark start(String topic, int partition) {
        RecordHash digest = new FieldDigest()
                .field(Genesis.FORMAT)
                .field(topic)
                .field(partition)
                .finish();
        return new PartitionMark(partition, 0, digest);
    }

    PartitionMark after(LogEntry entry) {
        RecordHash next = new FieldDigest()
                .field(digest.bytes())
                .field(entry.hash().bytes())
                .finish();
        return new PartitionMark(partition, nextOffset + 1, next);
    }
}
