package org.accrual.command.eventstore.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordHash;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One partition: what landed, in order, until it is cut. */
final class SimulatedLog {
    static final String TOPIC = "study-events";
    static final int PARTITION = 0;

    /**
     * @param proposalOrNull null for garbage
     * @param cutsBefore how often the log had been cut when it landed
     */
    record Landed(ConsumerRecord<byte[], byte[]> record, Proposal proposalOrNull, int cutsBefore) {}

    private final List<Landed> records = new ArrayList<>();
    private int cuts;
    private int replicated;
    /** The highest offset at which a copy of the record ever was on all replicas, cut off since or not. */
    private final Map<RecordHash, Long> replicatedAt = new HashMap<>();

    Landed append(Proposal proposal) {
        long offset = records.size();
        Landed landed = new Landed(
                record(
                        offset,
                        proposal.timestamp(),
                        proposal.keyBytes(),
                        proposal.value(),
                        new RecordHeaders(proposal.headers())),
                proposal,
                cuts);
        records.add(landed);
        return landed;
    }

    void appendGarbage(Random random) {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        byte[] key = random.nextBoolean() ? noise : "s1/c0".getBytes(StandardCharsets.UTF_8);
        records.add(new Landed(
                record(records.size(), random.nextLong(1_000_000), key, noise, new RecordHeaders()), null, cuts));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long timestamp, byte[] key, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                TOPIC,
                PARTITION,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    void truncate(int count) {
        cuts++;
        for (int i = 0; i < count && !records.isEmpty(); i++) records.removeLast();
        replicated = Math.min(replicated, records.size());
    }

    /** How often the log has lost its end. */
    int cuts() {
        return cuts;
    }

    /** A record, and so all before it, is on all replicas, if it still is in the log. @return whether it is */
    boolean replicate(long offset, Landed landed) {
        if (offset >= records.size() || records.get((int) offset) != landed) return false;
        for (; replicated <= offset; replicated++) {
            Landed copy = records.get(replicated);
            if (copy.proposalOrNull != null)
                replicatedAt.merge(copy.proposalOrNull.hash(), copy.record().offset(), Math::max);
        }
        return true;
    }

    /**
     * Whether the record could be acknowledged at that offset: with a copy there or later that was on all replicas. Who
     * has not read that copy can't know that it was cut off before another came.
     */
    boolean wasReplicated(RecordHash hash, long offset) {
        return replicatedAt.getOrDefault(hash, -1L) >= offset;
    }

    Landed get(long offset) {
        return records.get((int) offset);
    }

    int size() {
        return records.size();
    }

    List<Landed> all() {
        return records;
    }
}
