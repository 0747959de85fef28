package org.accrual.log.format;

/** What a reader makes of one offset. */
public sealed interface Reading {
    /** What stands there. */
    LogEntry entry();

    /** A record of the history, and its chain's head after it. */
    record AcceptedRecord(LogRecord record, ChainHead head) implements Reading {
        @Override
        public LogEntry entry() {
            return record;
        }
    }

    /** A well-formed record whose predecessor is not the head: a writer recognizes its own by the hash. */
    record VoidRecord(LogRecord record) implements Reading {
        @Override
        public LogEntry entry() {
            return record;
        }
    }

    /** A record that breaks the format. */
    record MalformedRecord(Malformed malformed) implements Reading {
        @Override
        public LogEntry entry() {
            return malformed;
        }
    }
}
