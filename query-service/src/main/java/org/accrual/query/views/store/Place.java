package org.accrual.query.views.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.accrual.query.views.Cut;
import org.bson.Document;

/**
 * Where and when something was recorded.
 *
 * @param offset in its chain's partition
 * @param recordedMicros since 1970
 */
public record Place(long offset, long recordedMicros) {
    private static final String OFFSET = "offset";
    private static final String RECORDED_MICROS = "recordedMicros";

    public static Place of(long offset, Instant recordedAt) {
        return new Place(offset, micros(recordedAt));
    }

    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public boolean isBefore(Cut cut, int partition) {
        return cut.includes(partition, offset, Instant.EPOCH.plus(recordedMicros, ChronoUnit.MICROS));
    }

    static Place read(Document document) {
        return new Place(document.getLong(OFFSET), document.getLong(RECORDED_MICROS));
    }

    Document document() {
        return new Document(OFFSET, offset).append(RECORDED_MICROS, recordedMicros);
    }
}
