package org.accrual.kernel.patient;

import org.accrual.kernel.events.ClinicalEvent;
import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.EventId;

/**
 * An effective clinical fact with its date resolved.
 *
 * @param sequence of the event in the patient's stream
 * @param date with bounds wherever the anchor's event has them, never anchored
 * @param root the event that the date is finally counted from; the event itself if its date is its own
 * @param rootMonths stated offset from the root, months
 * @param rootDays further days of that offset
 * @param atLeast the offset is only a lower bound
 * @param anchorLost the event that the date counts from does not stand (any more)
 */
public record Fact<T extends ClinicalEvent>(
        EventId id,
        long sequence,
        ClinicalDate date,
        EventId root,
        int rootMonths,
        int rootDays,
        boolean atLeast,
        boolean anchorLost,
        T event) {}
