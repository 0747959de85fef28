package org.accrual.log.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.accrual.log.clients.Break;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Malformed;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.RecordSignatures;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who wrote the records, void ones included: a command service signs each and leaves none malformed, so any other is a
 * stranger's or was altered. Signatures are checked many at a time, since each takes as long as reading some hundred
 * records. Not thread-safe.
 */
final class OriginAudit {
    private static final int BATCH = 4_096;

    private final RecordSignatures signatures;
    private final List<Signed> unchecked = new ArrayList<>(BATCH);
    private final List<Break> breaks = new ArrayList<>();

    private record Signed(String topic, int partition, long offset, RecordHash hash, Optional<String> signature) {}

    OriginAudit(RecordSignatures signatures) {
        this.signatures = signatures;
    }

    /** @param entry what the record was read as */
    void read(ConsumerRecord<byte[], byte[]> record, LogEntry entry) {
        switch (entry) {
            case LogRecord wellFormed ->
                unchecked.add(new Signed(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        wellFormed.hash(),
                        RecordSignatures.of(record)));
            case Malformed malformed ->
                breaks.add(broken(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        malformed.reason() + ": no command service wrote it"));
        }
        if (unchecked.size() == BATCH) {
            check();
        }
    }

    /** Of all that was read. */
    List<Break> breaks() {
        check();
        return List.copyOf(breaks);
    }

    private void check() {
        breaks.addAll(unchecked.parallelStream()
                .filter(signed -> !signatures.holds(signed.signature, signed.hash))
                .map(signed -> broken(
                        signed.topic,
                        signed.partition,
                        signed.offset,
                        "no command service signed it: a stranger's, or altered"))
                .toList());
        unchecked.clear();
    }

    private static Break broken(String topic, int partition, long offset, String reason) {
        return new Break(Break.Kind.IMPOSSIBLE, topic, partition, offset, reason);
    }
}
