package org.accrual.log.format;

/**
 * Offsets are missing from the log. A log that is neither compacted, shortened nor written in transactions has none
 * missing, so data was lost or removed: nothing may be decided or shown on what follows.
 */
public final class LogGapException extends IllegalStateException {
    public LogGapException(String topic, int partition, long expected, long found) {
        super("offsets " + expected + " to " + (found - 1) + " are missing from " + topic + "-" + partition);
    }
}
