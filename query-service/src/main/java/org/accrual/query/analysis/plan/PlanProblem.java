package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What stands in the way of understanding a plan.
 *
 * @param pointer where, RFC 6901: {@code /moments/0/where/category}
 * @param sentence what is wrong, about the field
 * @param allowed what could stand there instead; empty where that can't be listed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlanProblem(String pointer, Reason reason, String sentence, List<String> allowed) {
    /** For programs. */
    public enum Reason {
        NOT_JSON,
        MISSING,
        UNKNOWN_FIELD,
        UNKNOWN_KIND,
        UNKNOWN_VALUE,
        UNKNOWN_MOMENT,
        UNKNOWN_EVENT,
        WRONG_TYPE,
        OUT_OF_RANGE,
        TOO_MANY,
        REPEATED,
        CONTRADICTION
    }

    public PlanProblem {
        allowed = List.copyOf(allowed);
    }

    /** The pointer as people write fields: {@code moments[0].where.category}. */
    public String field() {
        var path = new StringBuilder();
        for (String step : pointer.split("/"))
            if (step.matches("\\d+")) path.append('[').append(step).append(']');
            else if (!step.isEmpty())
                path.append(path.isEmpty() ? "" : ".")
                        .append(step.replace("~1", "/").replace("~0", "~"));
        return path.isEmpty() ? "body" : path.toString();
    }
}
