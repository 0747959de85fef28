package org.accrual.kernel.log;

import java.util.Comparator;

/**
 * Something that a whole log does not have.
 *
 * @param offset of the record to look at first
 * @param reason a sentence
 */
public record Break(String topic, int partition, long offset, String reason) {
    static final Comparator<Break> BY_PLACE = Comparator.comparing(Break::topic, Comparator.reverseOrder())
            .thenComparingInt(Break::partition)
            .thenComparingLong(Break::offset);

    @Override
    public String toString() {
        return topic + " partition " + partition + " offset " + offset + ": " + reason;
    }
}
