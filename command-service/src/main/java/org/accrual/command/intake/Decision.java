package org.accrual.command.intake;

import java.util.Optional;
import org.accrual.study.events.StudyEvent;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

/** What a decider says: the one event to record, or why not. */
public sealed interface Decision {
    record Accepted(StudyEvent event) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}

    static Decision refused(Reason reason, String detail, String field) {
        return new Refused(new Refusal(reason, detail, field));
    }

    /** The event, unless something speaks against it. */
    static Decision of(Optional<Refusal> objection, StudyEvent event) {
        return objection.<Decision>map(Refused::new).orElseGet(() -> new Accepted(event));
    }
}
