package org.accrual.query.analysis.kind;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A figure and, where it rests on partial dates, the least and the greatest that it can be.
 *
 * @param value null if nothing bounds it, or if it does not exist
 * @param lowest null if nothing bounds it from below; equal to the value if the dates leave no doubt
 * @param highest null if nothing bounds it from above
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Range(Double value, Double lowest, Double highest) {
    public static Range exactly(double value) {
        Double number = number(value);
        return new Range(number, number, number);
    }

    /** The dates and the record leave no doubt. */
    @JsonIgnore
    public boolean isExact() {
        return lowest != null && lowest.equals(highest);
    }

    /** Null instead of NaN and infinity, which JSON does not have. */
    public static Double number(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
