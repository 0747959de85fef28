package org.accrual.command.eventstore.writer;

import org.accrual.log.format.LogRecord;

/** How an append ended. */
public sealed interface AppendResult {
    /**
     * The producer has its acknowledgement and the record was read back as accepted.
     *
     * @param marker a consistency marker just after the record
     */
    record Appended(LogRecord record, long marker) implements AppendResult {}

    /** The same person's command with the same id is recorded, by another append or a given-up proposal of this one. */
    record Duplicate(LogRecord first) implements AppendResult {}

    /** An event that the decision rests on has changed; nothing was written. */
    record Conflict() implements AppendResult {}

    /** Nothing was written, and trying again later may succeed. */
    record Unavailable(String reason) implements AppendResult {}

    /** The record may become part of the history or not; the same command id tells later. */
    record Unknown(String reason) implements AppendResult {}

    /** Nothing was written, and trying again would be refused again. */
    record Unsendable(SendOutcome.Refusal refusal, String reason) implements AppendResult {}
}
