package org.accrual.query.feasibility.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.List;
import org.accrual.query.feasibility.question.Rounding;

/**
 * What can be and what can't.
 *
 * @param title as asked; may be null
 * @param verdict the worst of all
 * @param groups in the question's order
 * @param claims in the question's order
 * @param conventions what every verdict rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "FeasibilityAnswer")
public record Answer(
        String title,
        Verdict verdict,
        List<Rounding> rounding,
        List<GroupSizes> groups,
        List<Checked> claims,
        List<String> conventions) {

    /**
     * How many patients a group can have, from everything that is printed of it and of the groups it is added up with.
     *
     * @param sizes in rising order, the first {@value #MOST_SIZES}
     * @param more whether there are others
     */
    @Schema(name = "FeasibilityGroupSizes")
    public record GroupSizes(String group, Verdict verdict, String sentence, List<Integer> sizes, boolean more) {
        public static final int MOST_SIZES = 20;
    }

    /**
     * A claim with what was found.
     *
     * @param at the claim's JSON Pointer in the question
     * @param verdict the worst of the findings'
     */
    @Schema(name = "FeasibilityClaimAnswer")
    public record Checked(String at, String name, Verdict verdict, List<Finding> findings) {
        public static Checked of(String at, String name, List<Finding> findings) {
            return new Checked(
                    at, name, worst(findings.stream().map(Finding::verdict).toList()), findings);
        }
    }

    public static Verdict worst(List<Verdict> verdicts) {
        return verdicts.isEmpty() ? Verdict.POSSIBLE : Collections.max(verdicts);
    }
}
