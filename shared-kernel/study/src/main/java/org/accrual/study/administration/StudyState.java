package org.accrual.study.administration;

import org.accrual.study.events.Administration;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.events.RecordedEvent;

/**
 * What the study's own chain says.
 *
 * @param title null before the opening, like the origin
 * @param protocol null if there is none
 */
public record StudyState(boolean open, String title, String protocol, DataOrigin origin) {
    private static final StudyState EMPTY = new StudyState(false, null, null, null);

    public static StudyState empty() {
        return EMPTY;
    }

    /** @throws IllegalStateException for an event that does not belong to the study's own chain */
    public StudyState evolve(RecordedEvent recorded) {
        if (!(recorded.event() instanceof Administration.OfStudy event))
            throw new IllegalStateException(recorded.envelope().type() + " does not concern the study itself");
        return switch (event) {
            case StudyOpened opened -> new StudyState(true, opened.title(), opened.protocol(), opened.origin());
        };
    }
}
