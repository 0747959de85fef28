package org.accrual.query.views.fold;

/** A record that the views can't take: its partition stops there, and stays stopped until a person has looked. */
public final class Unfoldable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long offset;

    Unfoldable(String topic, int partition, long offset, RuntimeException cause) {
        super("the views stop at %s-%d offset %d: %s".formatted(topic, partition, offset, cause), cause);
        this.offset = offset;
    }

    public long offset() {
        return offset;
    }
}
