package org.accrual.chaos.ledger;

import java.util.UUID;

/** What the caller of a command was told for certain. No answer at all leaves open whether it has happened. */
public sealed interface Answer {
    /** @param next the offset after its record */
    record Acknowledged(UUID event, int partition, long next) implements Answer {}

    /** The rules say no: nothing may have been written. */
    record Refused(int status, String reason) implements Answer {}
}
