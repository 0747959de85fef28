package org.accrual.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;

/**
 * A record is not whole, and whole ones stand behind it. After a hard stop Kafka would take it for a last write that was
 * torn, and cut off everything from there on; so no broker is started there.
 */
public final class DamagedLog extends KafkaException {
    private static final long serialVersionUID = 1;
    /** Kafka leaves it when it stops, and trusts its files when it finds it. */
    private static final String CLEAN_STOP = ".kafka_cleanshutdown";

    /** Named by the offset of its first record. */
    private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.log");

    private static final String METADATA = "__cluster_metadata-0";
    /** Of a batch's fields in the format that Kafka has written since 0.11: offset, length; and least bytes of a whole one. */
    private static final int LENGTH_AT = 8;

    private static final int AFTER_LENGTH = 12;
    private static final int MAGIC_AT = 16;
    private static final int BATCH_LEAST = 61;

    private DamagedLog(Path segment, long offset, int position) {
        super(
                "%s: it is not whole (byte %d of %s), and whole records follow. Nothing was changed there: after this hard stop, Kafka would cut them off, too. Keep the directory, and restore a backup"
                        .formatted(record(segment, offset), position, segment));
    }

    private static String record(Path segment, long offset) {
        String partition = segment.getParent().getFileName().toString();
        int dash = partition.lastIndexOf('-');
        return partition.substring(0, dash) + " partition " + partition.substring(dash + 1) + " offset " + offset;
    }

    /** Whether a broker that worked in the directory did not stop cleanly, so that Kafka will mend its files. */
    public static boolean wasStoppedHard(Path directory) {
        return Files.exists(directory.resolve("meta.properties")) && !Files.exists(directory.resolve(CLEAN_STOP));
    }

    /** @throws DamagedLog if Kafka would cut off whole records when it starts there */
    public static void requireNothingToLose(Path directory) {
        if (!wasStoppedHard(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            List<Path> segments = files.filter(file ->
                            SEGMENT.matcher(file.getFileName().toString()).matches())
                    .filter(file -> !file.getParent().getFileName().toString().equals(METADATA))
                    .sorted()
                    .toList();
            for (Path segment : segments) {
                requireNothingToLoseIn(segment);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireNothingToLoseIn(Path segment) throws IOException {
        try (FileChannel file = FileChannel.open(segment)) {
            ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            long next = Long.parseLong(segment.getFileName().toString().replace(".log", ""));
            int damagedAt = -1;
            for (int at = 0; at + BATCH_LEAST <= bytes.limit(); ) {
                RecordBatch batch = wholeBatch(bytes, at);
                if (batch != null && damagedAt >= 0) {
                    throw new DamagedLog(segment, next, damagedAt);
                }
                if (batch == null && damagedAt < 0) {
                    damagedAt = at;
                }
                next = batch == null ? next : batch.nextOffset();
                // Its length may be what is damaged: the next one may begin anywhere.
                at += batch == null ? 1 : batch.sizeInBytes();
            }
        }
    }

    private static RecordBatch wholeBatch(ByteBuffer bytes, int at) {
        int length = bytes.getInt(at + LENGTH_AT);
        if (bytes.get(at + MAGIC_AT) != RecordBatch.CURRENT_MAGIC_VALUE
                || length < BATCH_LEAST - AFTER_LENGTH
                || length > bytes.limit() - at - AFTER_LENGTH) {
            return null;
        }
        RecordBatch batch = MemoryRecords.readableRecords(bytes.slice(at, AFTER_LENGTH + length))
                .firstBatch();
        return batch != null && batch.isValid() ? batch : null;
    }
}
