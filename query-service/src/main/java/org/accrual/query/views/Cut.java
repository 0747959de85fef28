package org.accrual.query.views;

import java.time.Instant;
import java.util.Optional;
import org.accrual.log.format.LogPosition;
import org.accrual.study.words.Check;

/**
 * Where the log is cut to look at the past: everything before a position, and of that, if an instant is named, only what
 * was recorded up to then. Since recording time never runs backwards within a chain, the latter is a prefix of each
 * chain, but not of each partition: clocks differ between centers.
 *
 * @param position never beyond what the views have read
 * @param recordedUpTo inclusive; empty if the position alone decides
 */
public record Cut(LogPosition position, Optional<Instant> recordedUpTo) {
    public Cut {
        Check.present("position", position);
        Check.present("recordedUpTo", recordedUpTo);
    }

    public static Cut at(LogPosition position) {
        return new Cut(position, Optional.empty());
    }

    /** Whether the record at that place of the log, recorded then, lies before the cut. */
    public boolean includes(int partition, long offset, Instant recordedAt) {
        return offset < position.next(partition)
                && recordedUpTo.map(last -> !recordedAt.isAfter(last)).orElse(true);
    }
}
