package org.accrual.log.format;

/** What stands at one offset: a well-formed record, or something that no reader takes into any history. */
public sealed interface LogEntry permits LogRecord, Malformed {
    int partition();

    long offset();

    /** Of everything that stands there: for a well-formed record the hash that its successor names. */
    RecordHash hash();
}
