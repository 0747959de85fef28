package org.accrual.query.analysis.plan;

import java.util.regex.Pattern;
import org.accrual.query.analysis.plan.PlanProblem.Reason;

/**
 * One named condition of the cohort.
 *
 * @param reason why a patient is left out who does not meet it: {@code BEST_RESPONSE_PD}
 * @param keep whoever meets it stays
 */
public record Criterion(String reason, Condition keep) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,79}");

    static Criterion read(Part at, Vocabulary words) {
        return new Criterion(
                at.need("reason", Criterion::reason), at.need("keep", keep -> Condition.read(keep, words)));
    }

    private static String reason(Part at) {
        String reason = at.text();
        return reason == null || NAME.matcher(reason).matches()
                ? reason
                : at.problem(Reason.OUT_OF_RANGE, "must be up to 80 capital letters, digits and underscores");
    }
}
