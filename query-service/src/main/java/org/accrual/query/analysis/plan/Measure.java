package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.accrual.study.words.Check;

/** A number of each patient; it can be an interval where dates are partial. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measure.Elapsed.class, name = "elapsed"),
    @JsonSubTypes.Type(value = Measure.Field.class, name = "field"),
    @JsonSubTypes.Type(value = Measure.Age.class, name = "age")
})
public sealed interface Measure {
    static Measure read(Part at, Vocabulary words) {
        var kinds = new LinkedHashMap<String, Function<Part, Measure>>();
        kinds.put(
                "elapsed",
                part -> new Elapsed(
                        part.need("from", words::moment), part.list("to", 1, Plan.MOST_ENTRIES, words::moment)));
        kinds.put("field", part -> Field.read(part, words));
        kinds.put("age", _ -> new Age());
        return at.oneOf(kinds);
    }

    /**
     * Months from one moment to another.
     *
     * @param to where it ends; several are tried in order, until the patient came to one
     */
    @Schema(name = "ElapsedMeasure")
    record Elapsed(String from, List<String> to) implements Measure {}

    /**
     * A number in the moment's fact.
     *
     * @param at which value of several, from 1; null if there can be one only
     */
    @Schema(name = "FieldMeasure")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(String moment, String field, Integer at) implements Measure {
        private static Field read(Part at, Vocabulary words) {
            String moment = at.need("moment", words::moment);
            return new Field(
                    moment,
                    at.need("field", field -> words.number(field, moment)),
                    at.maybe("at", place -> place.whole(1, Check.MAX_ENTRIES)));
        }
    }

    /** Completed years as stated at enrolment. */
    @Schema(name = "AgeMeasure")
    record Age() implements Measure {}
}
