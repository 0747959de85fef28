package org.accrual.command.eventstore.writer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordDraft;
import org.accrual.log.format.RecordHash;

/**
 * One append before it has its place in the chain.
 *
 * @param record complete but for sequence and recording time, which the chain gives
 * @param labels of the record's events, in order
 */
public record Draft(RecordDraft record, List<EventLabel> labels, Condition condition) {
    ChainKey chain() {
        return record.key();
    }

    String subjectOrNull() {
        return record.attributes().subject();
    }

    String eventId() {
        return record.attributes().id();
    }

    CommandKey command() {
        return new CommandKey(record.attributes().actor(), record.attributes().commandId());
    }

    /** Whether this append must know how the other ends before it can be judged. */
    boolean dependsOn(Draft other) {
        return command().equals(other.command()) || condition.isViolatedByAny(other.labels);
    }

    Proposal at(Place place) {
        Attributes a = record.attributes();
        Attributes placed = new Attributes(
                a.id(),
                a.type(),
                a.revision(),
                place.recordedAt().truncatedTo(ChronoUnit.MICROS),
                a.subject(),
                place.sequence(),
                a.commandId(),
                a.commandHash(),
                a.actor(),
                a.role(),
                a.keyId(),
                a.content());
        return new RecordDraft(record.key(), placed, record.value()).onto(place.predecessor());
    }

    /** What a record gets from the chain that it joins. */
    record Place(RecordHash predecessor, long sequence, Instant recordedAt) {}
}
