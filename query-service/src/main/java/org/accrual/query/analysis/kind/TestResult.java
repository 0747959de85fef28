package org.accrual.query.analysis.kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A test's outcome, or why there is none.
 *
 * @param name as the plan asks for it
 * @param statistic null if the test has none
 * @param degreesOfFreedom null if the test has none
 * @param pValue two-sided; null if refused or not defined
 * @param refusal named reason and sentence; null if the test could be done
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TestResult(
        String name,
        String method,
        Double statistic,
        Integer degreesOfFreedom,
        Double pValue,
        List<String> assumptions,
        List<Notice> warnings,
        Notice refusal) {
    public TestResult {
        assumptions = List.copyOf(assumptions);
        warnings = List.copyOf(warnings);
    }
}
