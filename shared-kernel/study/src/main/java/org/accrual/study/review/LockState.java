package org.accrual.study.review;

import java.util.HashSet;
import java.util.Set;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.events.Review.EventFrozen;
import org.accrual.study.events.Review.EventUnfrozen;
import org.accrual.study.events.Review.Lock;
import org.accrual.study.events.Review.PatientLocked;
import org.accrual.study.events.Review.PatientUnlocked;
import org.accrual.study.words.EventId;
import org.jspecify.annotations.Nullable;

/**
 * Whether a patient's record may still be written.
 *
 * @param lockedBecause null unless the patient is locked
 * @param frozen events that can't be amended
 */
public record LockState(@Nullable String lockedBecause, Set<EventId> frozen) {
    private static final LockState EMPTY = new LockState(null, Set.of());

    public LockState {
        frozen = Set.copyOf(frozen);
    }

    public static LockState empty() {
        return EMPTY;
    }

    public boolean locked() {
        return lockedBecause != null;
    }

    /** Any event of the patient; those that lock nothing change nothing. */
    public LockState evolve(RecordedEvent recorded) {
        return recorded.event() instanceof Lock lock ? after(lock) : this;
    }

    private LockState after(Lock lock) {
        return switch (lock) {
            case PatientLocked locked -> new LockState(locked.reason(), frozen);
            case PatientUnlocked _ -> new LockState(null, frozen);
            case EventFrozen freeze -> with(freeze.target());
            case EventUnfrozen unfreeze -> without(unfreeze.target());
        };
    }

    private LockState with(EventId target) {
        var all = new HashSet<>(frozen);
        all.add(target);
        return new LockState(lockedBecause, all);
    }

    private LockState without(EventId target) {
        var left = new HashSet<>(frozen);
        left.remove(target);
        return new LockState(lockedBecause, left);
    }
}
