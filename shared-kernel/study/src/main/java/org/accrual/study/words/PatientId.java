package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A patient's random identity: the only one that may stand in a header of the log. The center's subject number is data. */
public record PatientId(UUID value) {
    public PatientId {
        Check.present("patient", value);
    }

    /**
     * @param text the UUID's 36 characters
     * @throws InvalidValue if it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PatientId of(String text) {
        return new PatientId(Check.uuid("patient", text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
