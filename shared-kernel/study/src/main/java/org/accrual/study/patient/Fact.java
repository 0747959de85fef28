package org.accrual.study.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;

/**
 * An effective clinical fact with its date resolved.
 *
 * @param sequence of the event in the patient's stream
 * @param date with bounds wherever the anchor's event has them, never anchored
 * @param countedFrom the events that the date counts from, nearest first, beginning with the fact's own
 * @param anchorLost the event that the date counts from does not stand (any more)
 */
public record Fact<T extends ClinicalEvent>(
        EventId id, long sequence, ClinicalDate date, List<Offset> countedFrom, boolean anchorLost, T event) {
    /**
     * How far a fact lies from an event that its date counts from.
     *
     * @param months whole months, to be added to the days
     * @param days further days
     * @param atLeast the fact lies there or any time later
     */
    public record Offset(EventId from, int months, int days, boolean atLeast) {}

    public Fact {
        countedFrom = List.copyOf(countedFrom);
    }

    static <T extends ClinicalEvent> Fact<T> dated(
            EventId id, long sequence, ClinicalDate date, boolean anchorLost, T event) {
        return new Fact<>(id, sequence, date, List.of(new Offset(id, 0, 0, false)), anchorLost, event);
    }

    /** A fact whose anchored date counts from the other fact. */
    static <T extends ClinicalEvent> Fact<T> anchored(EventId id, long sequence, Fact<?> origin, T event) {
        ClinicalDate stated = event.date();
        boolean after = stated.precision() == ClinicalDate.Precision.AFTER;
        var offsets = new ArrayList<>(List.of(new Offset(id, 0, 0, false)));
        for (Offset offset : origin.countedFrom)
            offsets.add(new Offset(
                    offset.from(),
                    offset.months() + stated.anchor().months(),
                    offset.days() + stated.anchor().days(),
                    offset.atLeast() || after));
        return new Fact<>(id, sequence, stated.resolvedFrom(origin.date), offsets, false, event);
    }

    Optional<Offset> offsetFrom(EventId event) {
        return countedFrom.stream()
                .filter(offset -> offset.from().equals(event))
                .findFirst();
    }
}
