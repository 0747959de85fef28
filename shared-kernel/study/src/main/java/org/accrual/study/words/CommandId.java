package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The idempotency key of one command, chosen by whoever sends it. */
public record CommandId(UUID value) {
    public CommandId {
        Check.present("idempotency key", value);
    }

    /**
     * @param text the UUID's 36 characters
     * @throws InvalidValue if it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CommandId of(String text) {
        return new CommandId(Check.uuid("idempotency key", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
