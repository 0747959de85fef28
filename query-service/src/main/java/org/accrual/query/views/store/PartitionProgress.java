package org.accrual.query.views.store;

import java.time.Instant;
import java.util.List;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.RecordHash;
import org.bson.Document;

/**
 * How far one partition has been projected, kept as one document: position and heads can't be torn apart by a crash.
 *
 * @param next offset to read next
 * @param witness hash of the record just before {@code next}, to know the log again by; null if that is malformed or
 *     there is none
 * @param accepted records so far
 * @param voids void and malformed records so far
 * @param heads of every chain of the partition, by key
 */
public record PartitionProgress(
        int partition, long next, RecordHash witness, long accepted, long voids, List<ChainHead> heads) {
    static final String PARTITION = "_id";
    static final String NEXT = "next";
    static final String HEADS = "heads";

    public PartitionProgress {
        heads = List.copyOf(heads);
    }

    public static PartitionProgress start(int partition) {
        return new PartitionProgress(partition, 0, null, 0, 0, List.of());
    }

    /** A reader that goes on from here. */
    public AcceptedLog reader(String topic, int partitionCount) {
        var log = new AcceptedLog(topic, partitionCount);
        log.resume(partition, next, heads);
        return log;
    }

    /** @param log the {@link #reader}, further on */
    public PartitionProgress movedTo(AcceptedLog log, RecordHash lastHash) {
        return new PartitionProgress(
                partition,
                log.nextOffset(partition),
                lastHash,
                accepted + log.acceptedCount(),
                voids + log.voidCount(),
                log.heads(partition).stream()
                        .sorted(java.util.Comparator.comparing(ChainHead::key))
                        .toList());
    }

    static PartitionProgress read(Document document) {
        String witness = document.getString("witness");
        return new PartitionProgress(
                document.getInteger(PARTITION),
                document.getLong(NEXT),
                witness == null ? null : RecordHash.parse(witness),
                document.getLong("accepted"),
                document.getLong("voids"),
                document.getList(HEADS, Document.class).stream()
                        .map(PartitionProgress::head)
                        .toList());
    }

    Document document() {
        return new Document(PARTITION, partition)
                .append(NEXT, next)
                .append("witness", witness == null ? null : witness.hex())
                .append("accepted", accepted)
                .append("voids", voids)
                .append(HEADS, heads.stream().map(PartitionProgress::document).toList());
    }

    private static Document document(ChainHead head) {
        return new Document("chain", head.key().text())
                .append("hash", head.hash().hex())
                .append("count", head.count())
                .append("recordedAt", head.recordedAt().toString());
    }

    private static ChainHead head(Document document) {
        return new ChainHead(
                new ChainKey(document.getString("chain")),
                RecordHash.parse(document.getString("hash")),
                document.getLong("count"),
                Instant.parse(document.getString("recordedAt")));
    }
}
