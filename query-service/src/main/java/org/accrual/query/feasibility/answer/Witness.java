package org.accrual.query.feasibility.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accrual.query.feasibility.question.Rounding;

/**
 * Data that show a verdict: what would be printed so, or comes nearest to it.
 *
 * @param sentence for a reader
 * @param value what these data give, exactly; percentages from 0 to 100; absent where there is no single number
 * @param counts empty where counts do not matter
 * @param rounding the conventions by which the value is printed as stated; empty for one that only comes near
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "FeasibilityWitness")
public record Witness(String sentence, Double value, List<Counts> counts, List<Rounding> rounding) {

    /** @param cells counts of the group's parts */
    @Schema(name = "FeasibilityCounts")
    public record Counts(String group, int n, List<Integer> cells) {
        @Override
        public String toString() {
            return group + " " + (cells.size() == 1 ? cells.getFirst() : cells) + " of " + n;
        }
    }

    public static Witness near(String sentence, Double value, List<Counts> counts) {
        return new Witness(sentence, value, counts, List.of());
    }
}
