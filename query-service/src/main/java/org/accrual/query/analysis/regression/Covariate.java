package org.accrual.query.analysis.regression;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.accrual.query.analysis.plan.Condition;
import org.accrual.query.analysis.plan.Measure;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import org.accrual.query.analysis.plan.Vocabulary;
import org.accrual.study.events.Enrollment.Sex;

/**
 * What a model explains with: a number, or one of several levels, each compared with the reference. Without a reference
 * the first level is it: in the plan's order for groups, else in that of the text.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Covariate.Numeric.class, name = "number"),
    @JsonSubTypes.Type(value = Covariate.Field.class, name = "field"),
    @JsonSubTypes.Type(value = Covariate.YesNo.class, name = "condition"),
    @JsonSubTypes.Type(value = Covariate.Group.class, name = "group"),
    @JsonSubTypes.Type(value = Covariate.OfSex.class, name = "sex"),
    @JsonSubTypes.Type(value = Covariate.Center.class, name = "center")
})
public sealed interface Covariate {
    String name();

    static Covariate read(Part at, Vocabulary words) {
        var kinds = new LinkedHashMap<String, Function<Part, Covariate>>();
        kinds.put("number", part -> Numeric.read(part, words));
        kinds.put("field", part -> Field.read(part, words));
        kinds.put(
                "condition",
                part -> new YesNo(part.need("name", Part::slug), part.need("when", it -> Condition.read(it, words))));
        kinds.put("group", part -> new Group(part.need("name", Part::slug), part.maybe("reference", Part::text)));
        kinds.put(
                "sex",
                part -> new OfSex(part.need("name", Part::slug), part.maybe("reference", it -> it.word(Sex.class))));
        kinds.put("center", part -> new Center(part.need("name", Part::slug), part.maybe("reference", Part::text)));
        return at.oneOf(kinds);
    }

    /** Whether it is no number. */
    default boolean isFactor() {
        return !(this instanceof Numeric);
    }

    /** @param per the hazard ratio is that of so many units; null for one */
    @Schema(name = "NumberCovariate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Numeric(String name, Measure of, BigDecimal per) implements Covariate {
        private static final long LARGEST = 1_000_000;

        private static Numeric read(Part at, Vocabulary words) {
            return new Numeric(
                    at.need("name", Part::slug),
                    at.need("of", it -> Measure.read(it, words)),
                    at.maybe("per", Numeric::positive));
        }

        private static BigDecimal positive(Part at) {
            BigDecimal per = at.number(0, LARGEST);
            return per != null && per.signum() == 0 ? at.problem(Reason.OUT_OF_RANGE, "must be more than 0") : per;
        }
    }

    /** The values of a field of the moment's fact; several are one level, joined by a plus sign. */
    @Schema(name = "FieldCovariate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(String name, String moment, String field, String reference) implements Covariate {
        private static Field read(Part at, Vocabulary words) {
            String name = at.need("name", Part::slug);
            String moment = at.need("moment", words::moment);
            return new Field(
                    name, moment, at.need("field", it -> words.field(it, moment)), at.maybe("reference", Part::text));
        }
    }

    /** Whether a condition holds; the reference is that it does not. */
    @Schema(name = "ConditionCovariate")
    record YesNo(String name, Condition when) implements Covariate {}

    /** The plan's groups. */
    @Schema(name = "GroupCovariate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(String name, String reference) implements Covariate {}

    @Schema(name = "SexCovariate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfSex(String name, Sex reference) implements Covariate {}

    @Schema(name = "CenterCovariate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Center(String name, String reference) implements Covariate {}
}
