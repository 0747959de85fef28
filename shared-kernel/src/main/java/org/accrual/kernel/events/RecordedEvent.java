package org.accrual.kernel.events;

import org.accrual.kernel.language.Check;
import org.accrual.kernel.language.EventId;

/** An event of the history with what the log says about it. */
public record RecordedEvent(Envelope envelope, StudyEvent event) {
    public RecordedEvent {
        Check.present("envelope", envelope);
        Check.present("event", event);
    }

    public EventId id() {
        return envelope.id();
    }
}
