package org.accrual.log.format;

/**
 * The one rule of the log, applied alike by every reader in offset order: <em>a record belongs to the history if and
 * only if its predecessor is the current head of its chain; then it becomes the head. Anything else is void</em>: the
 * loser of a race, a duplicate, a late retry, a zombie's write.
 *
 * <p>It looks at the prefix of the log alone, never at the payload, the clock, or a later record.
 */
public final class Chain {
    private Chain() {}

    /** What the rule says of a record: accepted with the head after it, or void. */
    public sealed interface Verdict {}

    public record Accepted(ChainHead head) implements Verdict {}

    /** Void records stay in the log and hold data; they belong to no history. */
    public record Void() implements Verdict {}

    /** @throws IllegalArgumentException if the head is another chain's */
    public static Verdict offer(ChainHead head, LogRecord record) {
        if (!head.key().equals(record.key())) {
            throw new IllegalArgumentException("a record of " + record.key() + " offered to the chain " + head.key());
        }
        if (!record.predecessor().equals(head.hash())) {
            return new Void();
        }
        return new Accepted(new ChainHead(
                head.key(), record.hash(), head.count() + 1, record.attributes().time()));
    }
}
