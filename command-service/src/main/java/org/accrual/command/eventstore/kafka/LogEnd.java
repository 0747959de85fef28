package org.accrual.command.eventstore.kafka;

/**
 * How far a partition reaches, as the broker says that takes itself for its leader. One that was frozen or cut off may
 * do so still, and tell of an older log than others have gone on with.
 *
 * @param offset the next one below the high watermark: nothing acknowledged by this leader or those before it lies
 *     beyond, but what others acknowledged as its successors may, even if it holds the record
 * @param leaderEpoch grows with each leader
 */
record LogEnd(long offset, int leaderEpoch) {
    /**
     * Whether this is of a leader that others have followed, given the newest epoch of which a record was read. A leader
     * holds everything that was acknowledged in its own epoch and before: a log that lacks some of that was cut.
     */
    boolean isOutdated(int epochRead) {
        return leaderEpoch < epochRead;
    }
}
