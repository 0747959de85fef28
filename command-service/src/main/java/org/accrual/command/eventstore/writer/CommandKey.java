package org.accrual.command.eventstore.writer;

import org.accrual.log.format.LogRecord;

/** What makes a command the same command within its chain: the person and the id that the person gave it. */
public record CommandKey(String actor, String commandId) {
    static CommandKey of(LogRecord record) {
        return new CommandKey(record.attributes().actor(), record.attributes().commandId());
    }
}
