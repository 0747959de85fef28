package org.accrual.command.eventstore.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.accrual.kernel.log.Proposal;
import org.accrual.kernel.log.RecordHash;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One partition: what landed, in order, until it is cut. */
final class SimulatedLog {
    static final String TOPIC = "study-events";
    static final int PARTITION = 0;

    /** @param proposalOrNull null for garbage */
    record Landed(ConsumerRecord<byte[], byte[]> record, Proposal proposalOrNull) {}

    private final List<Landed> records = new ArrayList<>();
    private final Set<RecordHash> cut = new HashSet<>();

    long append(Proposal proposal) {
        long offset = records.size();
        records.add(new Landed(
                record(
                        offset,
                        proposal.timestamp(),
                        proposal.keyBytes(),
                        proposal.value(),
                        new RecordHeaders(proposal.headers())),
                proposal));
        return offset;
    }

    void appendGarbage(Random random) {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        byte[] key = random.nextBoolean() ? noise : "s1/c0".getBytes(StandardCharsets.UTF_8);
        records.add(
                new Landed(record(records.size(), random.nextLong(1_000_000), key, noise, new RecordHeaders()), null));
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
        for (int i = 0; i < count && !records.isEmpty(); i++) {
            Landed lost = records.removeLast();
            if (lost.proposalOrNull() != null) cut.add(lost.proposalOrNull().hash());
        }
    }

    boolean wasCut() {
        return !cut.isEmpty();
    }

    /** Whether a record was in the log once and was cut off. */
    boolean wasCut(RecordHash hash) {
        return cut.contains(hash);
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
