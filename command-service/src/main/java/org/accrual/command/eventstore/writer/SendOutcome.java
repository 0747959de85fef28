package org.accrual.command.eventstore.writer;

/** What the producer says of one copy of a record. */
public sealed interface SendOutcome {
    /** It lies in the log, on as many replicas as the topic asks for. */
    record Acked(long offset) implements SendOutcome {}

    /** It may lie in the log or not: a time-out, a lost connection, a leader that changed. */
    record Unknown(String reason) implements SendOutcome {}

    /** Kafka turned it down and would again, but an earlier try of Kafka's client may have put it into the log. */
    record Rejected(String reason) implements SendOutcome {}

    /** It never left: it does not lie in the log, and sending it again would be refused again. */
    record Refused(Refusal refusal, String reason) implements SendOutcome {}

    /** Why a record can't be written at all. */
    enum Refusal {
        TOO_LARGE,
        NOT_AUTHORIZED,
        NOT_SERIALIZABLE
    }
}
