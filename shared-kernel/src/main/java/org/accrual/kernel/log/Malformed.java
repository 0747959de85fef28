package org.accrual.kernel.log;

/**
 * A record that breaks the format. It is void whatever its predecessor; the reason is for people.
 *
 * @param reason a sentence
 */
public record Malformed(int partition, long offset, String reason) implements LogEntry {}
