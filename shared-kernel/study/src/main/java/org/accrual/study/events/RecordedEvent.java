package org.accrual.study.events;

import org.accrual.study.words.Check;
import org.accrual.study.words.EventId;

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
