package org.accrual.log.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.Reading;
import org.accrual.log.format.RecordHash;

/**
 * What a reader from offset 0 knows of the whole log: enough to make a checkpoint at any time. Not thread-safe.
 */
public final class LogState {
    private static final RecordHash NOTHING = new RecordHash(0, 0, 0, 0);

    private final String topic;
    private final List<PartitionMark> partitions = new ArrayList<>();
    private final TreeMap<ChainKey, Checkpoint.ChainMark> chains = new TreeMap<>();

    public LogState(String topic, int partitionCount) {
        this.topic = topic;
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(PartitionMark.start(topic, partition));
        }
    }

    /**
     * Takes what was read at the partition's next offset.
     *
     * @throws IllegalArgumentException for any other offset
     */
    public void add(Reading reading) {
        LogEntry entry = reading.entry();
        PartitionMark mark = partitions.get(entry.partition());
        if (mark.nextOffset() != entry.offset()) {
            throw new IllegalArgumentException("offset " + entry.offset() + " does not follow " + mark);
        }
        partitions.set(entry.partition(), mark.after(entry));
        switch (reading) {
            case Reading.AcceptedRecord accepted -> put(accepted.head());
            case Reading.VoidRecord _, Reading.MalformedRecord _ -> {}
        }
    }

    private void put(ChainHead head) {
        chains.put(head.key(), Checkpoint.ChainMark.of(head));
    }

    public PartitionMark mark(int partition) {
        return partitions.get(partition);
    }

    /**
     * The state alone, which is never signed: it follows no other checkpoint.
     *
     * @param time of the checkpoint, whole microseconds
     */
    public Checkpoint checkpoint(Instant time) {
        return checkpoint(0, NOTHING, time);
    }

    /** To be signed as this number, after the one with this hash. */
    public Checkpoint checkpoint(long number, RecordHash previous, Instant time) {
        return new Checkpoint(topic, number, previous, time, partitions, List.copyOf(chains.values()));
    }
}
