package org.accrual.command.eventstore;

import java.util.List;
import org.accrual.log.format.LogPosition;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.RecordHash;

/**
 * What a recorded command is answered, the same for ever.
 *
 * @param commandHash what the command said; the same id with another hash is another command
 * @param eventIds of the events that it recorded
 * @param patientOrNull whose events they are; null for those of a study or center itself
 * @param position just after its record, in its chain's partition
 */
public record Answer(RecordHash commandHash, List<String> eventIds, String patientOrNull, LogPosition position) {
    public static Answer of(LogRecord record) {
        return new Answer(
                record.attributes().commandHash(),
                List.of(record.attributes().id()),
                record.attributes().subject(),
                record.position());
    }
}
