package org.accrual.log.clients;

import java.util.Comparator;

/**
 * Something that a whole log does not have.
 *
 * @param offset of the record to look at first
 * @param reason a sentence
 */
public record Break(Kind kind, String topic, int partition, long offset, String reason) {
    /** How sure it is. */
    public enum Kind {
        /** Something lies there that is not read, and others may be broken only because it is missing. */
        UNREAD,
        /** The log is not what was signed. */
        NOT_AS_SIGNED,
        /** No service of ours leaves it. */
        IMPOSSIBLE,
        /**
         * What was edited, dropped or moved leaves it; so does a writer that lost a record and died, once in a long
         * while, and a log has no checkpoint yet in its first second.
         */
        UNEXPLAINED
    }

    /** What was not read, since others may follow from it; then by place. */
    public static final Comparator<Break> CAUSES_FIRST = Comparator.comparing(
                    (Break found) -> found.kind != Kind.UNREAD)
            .thenComparing(Break::topic, Comparator.reverseOrder())
            .thenComparingInt(Break::partition)
            .thenComparingLong(Break::offset);

    @Override
    public String toString() {
        return topic + " partition " + partition + " offset " + offset + ": " + reason;
    }
}
