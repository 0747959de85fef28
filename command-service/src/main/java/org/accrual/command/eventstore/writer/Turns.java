package org.accrual.command.eventstore.writer;

/**
 * How two instances that meet on one chain take turns. Alone, a chain's pipeline is filled. Contended, whoever does not
 * hold the head bids with a single record; whoever holds it sends one batch and then keeps silent for a moment, so that
 * the rival's bid can win. Only speed depends on this, never correctness.
 */
final class Turns {
    private final WriterLimits limits;
    private long contendedUntilNanos;
    private long rivalSeenNanos;
    private boolean holdsHead;
    private boolean batchSent;

    Turns(WriterLimits limits) {
        this.limits = limits;
    }

    void rivalSeen(long nowNanos) {
        rivalSeenNanos = nowNanos;
        contendedUntilNanos = nowNanos + limits.contended().toNanos();
    }

    void rivalTookHead(long nowNanos, boolean weWantIt) {
        holdsHead = false;
        batchSent = false;
        if (weWantIt) rivalSeen(nowNanos);
    }

    void tookHead() {
        holdsHead = true;
    }

    /** How many proposals may be in flight now. */
    int room(long nowNanos) {
        if (nowNanos >= contendedUntilNanos) return limits.inFlightPerChain();
        if (!holdsHead) return 1;
        if (!batchSent) {
            batchSent = true;
            return limits.inFlightPerChain();
        }
        return nowNanos < rivalSeenNanos + limits.yield().toNanos() ? 0 : limits.inFlightPerChain();
    }
}
