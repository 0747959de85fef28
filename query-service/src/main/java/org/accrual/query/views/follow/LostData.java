package org.accrual.query.views.follow;

/** The log is not the one that was read before: it ends earlier, or holds something else there. */
final class LostData extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostData(String topic, int partition, long next, String found) {
        super(("the log has lost data: %s-%d was read up to offset %d, and %s."
                        + " The views show what was read before; restore the log, or have them built anew")
                .formatted(topic, partition, next, found));
    }
}
