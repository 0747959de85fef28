package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

/** A number of each patient; it can be an interval where dates are partial. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measure.Elapsed.class, name = "elapsed"),
    @JsonSubTypes.Type(value = Measure.Field.class, name = "field"),
    @JsonSubTypes.Type(value = Measure.Age.class, name = "age")
})
public sealed interface Measure {
    /**
     * Months from one moment to another.
     *
     * @param to where it ends; several are tried in order, until the patient came to one
     */
    @Schema(name = "ElapsedMeasure")
    record Elapsed(String from, List<String> to) implements Measure {
        public Elapsed {
            Check.text("of.from", from);
            to = Check.list("of.to", to);
            if (to.isEmpty()) throw new InvalidValue("of.to", "is empty");
        }
    }

    /**
     * A number in the moment's fact.
     *
     * @param at which value of several, from 1; null if there can be one only
     */
    @Schema(name = "FieldMeasure")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(String moment, String field, Integer at) implements Measure {
        public Field {
            Check.text("of.moment", moment);
            Check.text("of.field", field);
            Check.between("of.at", at, 1, Check.MAX_ENTRIES);
        }
    }

    /** Completed years as stated at enrolment. */
    @Schema(name = "AgeMeasure")
    record Age() implements Measure {}
}
