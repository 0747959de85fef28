package org.accrual.command.eventstore.writer;

import org.accrual.log.format.LogRecord;

/**
 * One event of the accepted history. Its payload stays as the log has it: encrypted.
 *
 * @param ordinal its number among all events that this instance has read, from 0
 * @param index its place among the record's events, from 0
 */
public record HistoryEvent(long ordinal, LogRecord record, int index, EventLabel label) {}
