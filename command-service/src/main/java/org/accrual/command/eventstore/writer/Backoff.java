package org.accrual.command.eventstore.writer;

/** When to send again: at once, then after pauses that double up to a longest one; progress starts it anew. */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private long pauseNanos;
    private long nextNanos;

    Backoff(WriterLimits limits) {
        firstNanos = limits.firstResend().toNanos();
        longestNanos = limits.longestResend().toNanos();
    }

    boolean isDue(long nowNanos) {
        return nowNanos >= nextNanos;
    }

    void tried(long nowNanos) {
        pauseNanos = pauseNanos == 0 ? firstNanos : Math.min(2 * pauseNanos, longestNanos);
        nextNanos = nowNanos + pauseNanos;
    }

    void progressed() {
        pauseNanos = 0;
        nextNanos = 0;
    }
}
