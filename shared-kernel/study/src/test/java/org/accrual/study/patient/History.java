package org.accrual.study.patient;

import java.time.Instant;
import java.util.UUID;
import org.accrual.study.events.Envelope;
import org.accrual.study.events.EventCodec;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.RecordedEvent;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.CommandId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;

/** Folds given events as the log would bring them; the n-th event's id is {@code id(n)}. */
public final class History {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private History() {}

    public static PatientState of(PatientEvent... events) {
        PatientState state = PatientState.empty();
        for (PatientEvent event : events) state = state.evolve(recorded(state.version() + 1, event));
        return state;
    }

    public static EventId id(long sequence) {
        return new EventId(new UUID(7, sequence));
    }

    public static RecordedEvent recorded(long sequence, PatientEvent event) {
        return new RecordedEvent(
                new Envelope(
                        id(sequence),
                        EventCodec.typeOf(event),
                        1,
                        new StudyId("s1"),
                        new CenterId("c1"),
                        new PatientId(new UUID(1, 1)),
                        sequence,
                        START.plusSeconds(sequence),
                        "u1",
                        Role.COORDINATOR,
                        new CommandId(new UUID(9, sequence)),
                        "k1",
                        "0".repeat(64)),
                event);
    }
}
