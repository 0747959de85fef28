package org.accrual.log.format;

/**
 * A well-formed record as read. Whether it belongs to the history is for {@link Chain} to say.
 *
 * @param value the payload's bytes as stored: JSON, ciphertext or a batch; not copied, never changed
 * @param predecessor the hash that the record names, in its chain
 * @param hash the record's own hash, computed from what was read
 */
public record LogRecord(
        ChainKey key,
        int partition,
        long offset,
        Attributes attributes,
        byte[] value,
        RecordHash predecessor,
        RecordHash hash)
        implements LogEntry {

    /** The position just after this record. */
    public LogPosition position() {
        return LogPosition.after(partition, offset);
    }
}
