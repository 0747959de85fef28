package org.accrual.study.administration;

import org.accrual.study.events.Administration;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.RecordedEvent;

/**
 * What a center's chain says of the center itself.
 *
 * @param name null before the activation, like the country
 */
public record CenterState(boolean active, String name, String country) {
    private static final CenterState EMPTY = new CenterState(false, null, null);

    public static CenterState empty() {
        return EMPTY;
    }

    /** @throws IllegalStateException for an event that does not concern a center */
    public CenterState evolve(RecordedEvent recorded) {
        if (!(recorded.event() instanceof Administration.OfCenter event))
            throw new IllegalStateException(recorded.envelope().type() + " does not concern the center itself");
        return switch (event) {
            case CenterActivated activated -> new CenterState(true, activated.name(), activated.country());
        };
    }
}
