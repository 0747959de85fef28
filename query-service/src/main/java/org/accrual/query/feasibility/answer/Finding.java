package org.accrual.query.feasibility.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * One thing that was checked.
 *
 * @param check what it was, in words
 * @param sentence the verdict with its reason
 * @param fits some data that would be printed so; not all of them
 * @param nearest where nothing fits, the nearest on both sides, as far as there is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "FeasibilityFinding")
public record Finding(String check, Verdict verdict, String sentence, List<Witness> fits, List<Witness> nearest) {
    /** Fitting data shown. */
    public static final int MOST_FITS = 5;

    public static Finding possible(String check, String sentence, List<Witness> fits) {
        return new Finding(check, Verdict.POSSIBLE, sentence, fits, List.of());
    }

    public static Finding impossible(String check, String sentence, List<Witness> nearest) {
        return new Finding(check, Verdict.IMPOSSIBLE, sentence, List.of(), nearest);
    }

    public static Finding undecided(String check, String sentence) {
        return new Finding(check, Verdict.UNDECIDED, sentence, List.of(), List.of());
    }
}
