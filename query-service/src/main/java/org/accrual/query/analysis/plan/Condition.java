package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import org.accrual.study.words.Months;

/** What may hold of a patient; moments are named, not repeated. Where dates overlap, it can stay undecided. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Condition.Happened.class, name = "happened"),
    @JsonSubTypes.Type(value = Condition.Precedes.class, name = "precedes"),
    @JsonSubTypes.Type(value = Condition.Lasts.class, name = "lasts"),
    @JsonSubTypes.Type(value = Condition.Not.class, name = "not"),
    @JsonSubTypes.Type(value = Condition.All.class, name = "all"),
    @JsonSubTypes.Type(value = Condition.Any.class, name = "any")
})
public sealed interface Condition {
    int MOST_PARTS = 50;

    static Condition read(Part at, Vocabulary words) {
        var kinds = new LinkedHashMap<String, Function<Part, Condition>>();
        kinds.put("happened", part -> Happened.read(part, words));
        kinds.put("precedes", part -> Precedes.read(part, words));
        kinds.put("lasts", part -> Lasts.read(part, words));
        kinds.put("not", part -> new Not(part.need("condition", it -> read(it, words))));
        kinds.put("all", part -> new All(part.list("of", 1, MOST_PARTS, it -> read(it, words))));
        kinds.put("any", part -> new Any(part.list("of", 1, MOST_PARTS, it -> read(it, words))));
        return at.oneOf(kinds);
    }

    /** The patient came to the moment, and its fact holds these values. */
    @Schema(name = "HappenedCondition")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Happened(String moment, Map<String, Accepted> where) implements Condition {
        private static Happened read(Part at, Vocabulary words) {
            String moment = at.need("moment", words::moment);
            var where = at.maybe("where", part -> words.where(part, words.eventsOf(moment)));
            return new Happened(moment, where == null ? Map.of() : where);
        }
    }

    /**
     * The first moment came, and before the second, or the second never did.
     *
     * @param sameDay whether both on one day will do; null, like false, for strictly before
     */
    @Schema(name = "PrecedesCondition")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Precedes(String first, String second, Boolean sameDay) implements Condition {
        private static Precedes read(Part at, Vocabulary words) {
            return new Precedes(
                    at.need("first", words::moment),
                    at.need("second", words::moment),
                    at.maybe("sameDay", Part::yesNo));
        }

        public boolean countsSameDay() {
            return Boolean.TRUE.equals(sameDay);
        }
    }

    /**
     * More time than that lies between; false if the patient never came to {@code from}.
     *
     * @param to where it ends; several are tried in order, until the patient came to one
     * @param longerThanMonths null if said in days
     * @param longerThanDays null if said in months
     */
    @Schema(name = "LastsCondition")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Lasts(String from, List<String> to, BigDecimal longerThanMonths, Integer longerThanDays)
            implements Condition {
        private static Lasts read(Part at, Vocabulary words) {
            var lasts = new Lasts(
                    at.need("from", words::moment),
                    at.list("to", 1, Plan.MOST_ENTRIES, words::moment),
                    at.maybe("longerThanMonths", part -> part.number(0, TimePoint.MOST_MONTHS)),
                    at.maybe("longerThanDays", part -> part.whole(0, TimePoint.MOST_DAYS)));
            if (at.has("longerThanMonths") == at.has("longerThanDays"))
                at.problem(Reason.CONTRADICTION, "needs either longerThanMonths or longerThanDays");
            return lasts;
        }

        public double longerThanInMonths() {
            return longerThanMonths != null ? longerThanMonths.doubleValue() : longerThanDays / Months.DAYS_PER_MONTH;
        }
    }

    @Schema(name = "NotCondition")
    record Not(Condition condition) implements Condition {}

    @Schema(name = "AllCondition")
    record All(List<Condition> of) implements Condition {}

    @Schema(name = "AnyCondition")
    record Any(List<Condition> of) implements Condition {}
}
