package org.accrual.command.eventstore.writer;

import java.time.Instant;
import org.accrual.log.format.Proposal;

/** One sealed proposal and what is known of the copies of it that were sent. */
final class Attempt {
    final Proposal proposal;
    final Instant recordedAt;
    private int sends;
    private int unanswered;
    private boolean lost;
    private long lastAckedOffset = -1;

    Attempt(Proposal proposal, Instant recordedAt) {
        this.proposal = proposal;
        this.recordedAt = recordedAt;
    }

    void sent() {
        sends++;
        unanswered++;
    }

    void acked(long offset) {
        unanswered--;
        lastAckedOffset = Math.max(lastAckedOffset, offset);
    }

    void unknown() {
        unanswered--;
        lost = true;
    }

    /** Whether a copy at this offset, or a later one, is on all in-sync replicas; then so is the one at this offset. */
    boolean isAckedUpTo(long offset) {
        return lastAckedOffset >= offset;
    }

    boolean isUnanswered() {
        return unanswered > 0;
    }

    /** Whether a copy may still arrive at the tail, as far as the producer says. */
    boolean isOnItsWay(long tailNextOffset) {
        return unanswered > 0 || lastAckedOffset >= tailNextOffset;
    }

    /** Whether a refusal of one copy says that no copy lies in the log. */
    boolean hasNoOtherCopy() {
        return sends == 1 && !lost && lastAckedOffset < 0;
    }

    boolean isResend() {
        return sends > 0;
    }
}
