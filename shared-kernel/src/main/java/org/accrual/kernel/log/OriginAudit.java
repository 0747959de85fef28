package org.accrual.kernel.log;

import java.util.ArrayList;
import java.util.List;
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

    private record Signed(ConsumerRecord<byte[], byte[]> record, RecordHash hash) {}

    OriginAudit(RecordSignatures signatures) {
        this.signatures = signatures;
    }

    /** @param entry what the record was read as */
    void read(ConsumerRecord<byte[], byte[]> record, LogEntry entry) {
        switch (entry) {
            case LogRecord wellFormed -> unchecked.add(new Signed(record, wellFormed.hash()));
            case Malformed malformed -> breaks.add(at(record, malformed.reason() + ": no command service wrote it"));
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
                .filter(signed -> !signatures.holds(signed.record, signed.hash))
                .map(signed -> at(signed.record, "no command service signed it: a stranger's, or altered"))
                .toList());
        unchecked.clear();
    }

    private static Break at(ConsumerRecord<byte[], byte[]> record, String reason) {
        return new Break(record.topic(), record.partition(), record.offset(), reason);
    }
}
