package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of one recorded event. */
public record EventId(UUID value) {
    public EventId {
        Check.present("event", value);
    }

    /**
     * @param text the UUID's 36 characters
     * @throws InvalidValue if it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventId of(String text) {
        return new EventId(Check.uuid("event", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
