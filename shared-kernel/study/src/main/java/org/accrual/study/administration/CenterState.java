package org.accrual.study.administration;

import org.accrual.study.events.Administration;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.CenterLocked;
import org.accrual.study.events.Administration.CenterUnlocked;
import org.accrual.study.events.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a center's chain says of the center itself.
 *
 * @param name null before the activation, like the country
 * @param lockedBecause null unless the center is locked
 */
public record CenterState(
        boolean active,
        String name,
        String country,
        @Nullable String lockedBecause) {
    private static final CenterState EMPTY = new CenterState(false, null, null, null);

    public static CenterState empty() {
        return EMPTY;
    }

    public boolean locked() {
        return lockedBecause != null;
    }

    /** @throws IllegalStateException for an event that does not concern a center */
    public CenterState evolve(RecordedEvent recorded) {
        if (!(recorded.event() instanceof Administration.OfCenter event))
            throw new IllegalStateException(recorded.envelope().type() + " does not concern the center itself");
        return switch (event) {
            case CenterActivated activated -> new CenterState(true, activated.name(), activated.country(), null);
            case CenterLocked locked -> new CenterState(active, name, country, locked.reason());
            case CenterUnlocked _ -> new CenterState(active, name, country, null);
        };
    }
}
