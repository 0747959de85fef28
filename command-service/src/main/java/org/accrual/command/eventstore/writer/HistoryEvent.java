package org.accrual.command.eventstore.writer;

import java.util.List;
import org.accrual.log.format.LogRecord;

/**
 * One event of the accepted history. Its payload stays as the log has it: encrypted.
 *
 * @param ordinal its number among all events that this instance has read, from 0
 * @param index its place among the record's events, from 0
 */
public record HistoryEvent(long ordinal, LogRecord record, int index, EventLabel label) {
    /** The place of the first event at or after an ordinal in a list that is in their order; its size if there is none. */
    public static int firstAt(List<HistoryEvent> events, long ordinal) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).ordinal() < ordinal) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
