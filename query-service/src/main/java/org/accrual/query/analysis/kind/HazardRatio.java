package org.accrual.query.analysis.kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Supplier;
import org.accrual.statistics.RefusedAnalysis;

/**
 * Of one group against another, by Cox's model with Efron's ties.
 *
 * @param value null if refused or not finite
 * @param refusal named reason and sentence; null if it could be computed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HazardRatio(Double value, Limits limits, List<Notice> warnings, Notice refusal) {
    public static HazardRatio orRefusal(Supplier<HazardRatio> computation) {
        try {
            return computation.get();
        } catch (RefusedAnalysis e) {
            return refused(new Notice(e.reason().name(), e.getMessage()));
        }
    }

    public static HazardRatio refused(Notice refusal) {
        return new HazardRatio(null, null, List.of(), refusal);
    }
}
