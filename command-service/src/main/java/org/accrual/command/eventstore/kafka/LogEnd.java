package org.accrual.command.eventstore.kafka;

/**
 * How far a partition reaches, as the broker says that takes itself for its leader. One that was frozen or cut off may
 * do so still, and tell of an older log than others have gone on with.
 *
 * @param offset the next one: nothing acknowledged by this leader or those before it lies beyond
 * @param leaderEpoch grows with each leader
 */
record LogEnd(long offset, int leaderEpoch) {
    /**
     * Whether this is of a leader that others have followed, given the epoch of a record that was read. A leader has
     * everything that was acknowledged in its own epoch and before: a log that lacks a record of those was cut.
     */
    boolean isOutdated(int epochOfARecord) {
        return leaderEpoch < epochOfARecord;
    }
}
