package org.accrual.log.format;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads partitions in offset order and says of each record whether it belongs to the history. It holds one head per
 * chain of its partitions and nothing else; it may begin at the start or at a stored position with the heads that
 * belong to it. Not thread-safe: it belongs to the thread that polls.
 */
public final class AcceptedLog {
    private final String topic;
    private final RecordParser parser;
    private final Map<Integer, PartitionState> partitions = new HashMap<>();

    /** Reads nothing yet: {@link #begin} or {@link #resume} a partition first. */
    public AcceptedLog(String topic, int partitionCount) {
        this.topic = topic;
        this.parser = new RecordParser(new Partitioning(partitionCount));
    }

    /** Reads a partition from offset 0. */
    public void begin(int partition) {
        resume(partition, 0, List.of());
    }

    /**
     * Reads on from a stored position.
     *
     * @param heads of all the partition's chains at exactly that position
     * @throws IllegalArgumentException if a head belongs to another partition
     */
    public void resume(int partition, long nextOffset, Collection<ChainHead> heads) {
        PartitionState state = new PartitionState(nextOffset);
        for (ChainHead head : heads) {
            if (parser.partitioning().partitionOf(head.key()) != partition) {
                throw new IllegalArgumentException(
                        "the chain " + head.key() + " does not lie in partition " + partition);
            }
            state.heads.put(head.key(), head);
        }
        partitions.put(partition, state);
    }

    /** For an auditor, who reads on after a gap. */
    public void skipTo(int partition, long offset) {
        state(partition).nextOffset = offset;
    }

    /** Forgets a partition, which another reader has taken over. */
    public void revoke(int partition) {
        partitions.remove(partition);
    }

    /**
     * Takes the next record of its partition.
     *
     * @throws LogGapException if offsets are missing before it
     * @throws IllegalStateException if the partition isn't read here, or the offset was read before
     */
    public Reading read(ConsumerRecord<byte[], byte[]> record) {
        PartitionState state = state(record.partition());
        state.advance(record);
        return switch (parser.parse(record)) {
            case Malformed malformed -> state.skip(new Reading.MalformedRecord(malformed));
            case LogRecord logRecord -> state.judge(logRecord);
        };
    }

    /** The next offset of every partition read here. */
    public LogPosition position() {
        LogPosition position = LogPosition.START;
        for (Map.Entry<Integer, PartitionState> entry : partitions.entrySet()) {
            position = position.with(entry.getKey(), entry.getValue().nextOffset);
        }
        return position;
    }

    public long nextOffset(int partition) {
        return state(partition).nextOffset;
    }

    /** The head of a chain of a partition read here; its genesis if no record was accepted. */
    public ChainHead head(ChainKey key) {
        return state(parser.partitioning().partitionOf(key)).head(key);
    }

    /** The heads of all chains of one partition that have at least one record: with the next offset, all a reader keeps. */
    public Collection<ChainHead> heads(int partition) {
        return List.copyOf(state(partition).heads.values());
    }

    public int partitionOf(ChainKey key) {
        return parser.partitioning().partitionOf(key);
    }

    /** Records accepted since this reader began. */
    public long acceptedCount() {
        return partitions.values().stream().mapToLong(state -> state.accepted).sum();
    }

    /** Void and malformed records since this reader began. */
    public long voidCount() {
        return partitions.values().stream().mapToLong(state -> state.voids).sum();
    }

    private PartitionState state(int partition) {
        PartitionState state = partitions.get(partition);
        if (state == null) {
            throw new IllegalStateException("partition " + partition + " of " + topic + " is not read here");
        }
        return state;
    }

    private final class PartitionState {
        private final Map<ChainKey, ChainHead> heads = new HashMap<>();
        private long nextOffset;
        private long accepted;
        private long voids;

        PartitionState(long nextOffset) {
            this.nextOffset = nextOffset;
        }

        void advance(ConsumerRecord<byte[], byte[]> record) {
            if (record.offset() < nextOffset) {
                throw new IllegalStateException(
                        "offset " + record.offset() + " of " + topic + "-" + record.partition() + " was read before");
            }
            if (record.offset() > nextOffset) {
                throw new LogGapException(topic, record.partition(), nextOffset, record.offset());
            }
            nextOffset++;
        }

        Reading judge(LogRecord record) {
            return switch (Chain.offer(head(record.key()), record)) {
                case Chain.Accepted(ChainHead head) -> {
                    heads.put(head.key(), head);
                    accepted++;
                    yield new Reading.AcceptedRecord(record, head);
                }
                case Chain.Void() -> skip(new Reading.VoidRecord(record));
            };
        }

        Reading skip(Reading reading) {
            voids++;
            return reading;
        }

        ChainHead head(ChainKey key) {
            ChainHead head = heads.get(key);
            return head == null ? ChainHead.genesis(topic, key) : head;
        }
    }
}
