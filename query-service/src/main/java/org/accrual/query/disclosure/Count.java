package org.accrual.query.disclosure;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A number of patients. In JSON the number, or {@code "withheld"} where it could identify someone. Withheld is all that
 * is said, whether the number is small itself or would give a small one away: telling these apart would tell numbers.
 *
 * @param patients null if withheld
 */
@Schema(
        types = {"integer", "string"},
        description = "A number of patients, or \"withheld\" where it could identify someone")
public record Count(Integer patients) {
    public static final Count WITHHELD = new Count(null);

    private static final String WORD = "withheld";

    public static Count of(int patients) {
        return new Count(patients);
    }

    public boolean withheld() {
        return patients == null;
    }

    @JsonValue
    Object json() {
        return patients == null ? WORD : patients;
    }

    @Override
    public String toString() {
        return json().toString();
    }
}
