package org.accrual.query.views.follow;

import java.util.List;
import java.util.Objects;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.RecordHash;
import org.accrual.log.format.RecordParser;
import org.accrual.query.views.fold.Fold;
import org.accrual.query.views.fold.Unfoldable;
import org.accrual.query.views.store.PartitionProgress;
import org.accrual.query.views.store.ViewStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes one partition from where the documents say it stands. It moves on only after everything has been written, so
 * that any failure leaves it where it was.
 */
final class PartitionProjection {
    private final String topic;
    private final ViewStore store;
    private final Fold fold;
    private final RecordParser parser;
    private PartitionProgress progress;
    private boolean recognized;

    PartitionProjection(String topic, ViewStore store, Fold fold, int partitionCount, PartitionProgress progress) {
        this.topic = topic;
        this.store = store;
        this.fold = fold;
        this.parser = new RecordParser(new Partitioning(partitionCount));
        this.progress = progress;
        this.recognized = progress.next() == 0;
        fold.forget(progress.partition());
    }

    /** Where to read: one record early at first, to see that the log is still the one that was read before. */
    long readFrom() {
        return recognized ? progress.next() : progress.next() - 1;
    }

    PartitionProgress progress() {
        return progress;
    }

    /** @throws LostData if the log ends before what was read of it */
    void requireEnd(long end) {
        if (end < progress.next())
            throw new LostData(topic, progress.partition(), progress.next(), "it ends at offset " + end);
    }

    /**
     * Folds and writes the records, as far as they can be folded.
     *
     * @param records from {@link #readFrom} on
     * @throws Unfoldable after having taken everything before the record that it names
     * @throws LostData if the log is not the one that was read before
     */
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        if (!recognized) {
            recognize(records.getFirst());
            takeNew(records.subList(1, records.size()));
        } else {
            takeNew(records);
        }
    }

    private void recognize(ConsumerRecord<byte[], byte[]> last) {
        LogEntry entry = parser.parse(last);
        RecordHash found = entry instanceof LogRecord record ? record.hash() : null;
        if (last.offset() != progress.next() - 1 || !Objects.equals(found, progress.witness()))
            throw new LostData(
                    topic, progress.partition(), progress.next(), "another record stands now before that offset");
        recognized = true;
    }

    private void takeNew(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) return;
        try {
            write(fold.fold(progress, records));
        } catch (Unfoldable e) {
            takeNew(records.stream()
                    .filter(record -> record.offset() < e.offset())
                    .toList());
            throw e;
        }
    }

    private void write(Fold.Result result) {
        store.write(result.batch());
        fold.remember(result.subjects());
        progress = result.batch().progress();
    }
}
