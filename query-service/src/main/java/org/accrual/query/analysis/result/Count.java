package org.accrual.query.analysis.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A number of patients. In JSON the number, or {@code "<5"} where it could identify someone.
 *
 * @param value null if suppressed
 */
@Schema(
        types = {"integer", "string"},
        description = "A number of patients, or \"<5\" where it is withheld")
public record Count(Integer value) {
    /** Fewer patients than this are not shown to whoever may see aggregates only. */
    public static final int SMALLEST_CELL = 5;

    public static final Count SUPPRESSED = new Count(null);

    public static Count of(int patients) {
        return new Count(patients);
    }

    /** Nobody is nobody: only a small number of somebodies is hidden. */
    boolean isSmall() {
        return value == null || value > 0 && value < SMALLEST_CELL;
    }

    @JsonValue
    Object json() {
        return value == null ? "<" + SMALLEST_CELL : value;
    }

    @Override
    public String toString() {
        return json().toString();
    }
}
