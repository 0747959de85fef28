package org.accrual.log.format;

/**
 * A record that breaks the format. It is void whatever its predecessor.
 *
 * @param reason a sentence, for people
 * @param hash of what stands there, so that a checkpoint covers it too; no successor can name it
 */
public record Malformed(int partition, long offset, String reason, RecordHash hash) implements LogEntry {}
