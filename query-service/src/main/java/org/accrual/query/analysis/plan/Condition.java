package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

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

    /** The patient came to the moment, and its fact holds these values. */
    @Schema(name = "HappenedCondition")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Happened(String moment, Map<String, Accepted> where) implements Condition {
        public Happened {
            Check.text("keep.moment", moment);
            where = Check.map("keep.where", where);
        }
    }

    /** The first moment came, and strictly before the second, or the second never did. */
    @Schema(name = "PrecedesCondition")
    record Precedes(String first, String second) implements Condition {
        public Precedes {
            Check.text("keep.first", first);
            Check.text("keep.second", second);
        }
    }

    /**
     * More than so many months lie between; false if the patient never came to {@code from}.
     *
     * @param to where it ends; several are tried in order, until the patient came to one
     */
    @Schema(name = "LastsCondition")
    record Lasts(String from, List<String> to, BigDecimal longerThanMonths) implements Condition {
        public Lasts {
            Check.text("keep.from", from);
            to = Check.list("keep.to", to);
            if (to.isEmpty()) throw new InvalidValue("keep.to", "is empty");
            Check.between("keep.longerThanMonths", Check.present("keep.longerThanMonths", longerThanMonths), 0, 1200);
        }
    }

    @Schema(name = "NotCondition")
    record Not(Condition condition) implements Condition {
        public Not {
            Check.present("keep.condition", condition);
        }
    }

    @Schema(name = "AllCondition")
    record All(List<Condition> of) implements Condition {
        public All {
            of = parts(of);
        }
    }

    @Schema(name = "AnyCondition")
    record Any(List<Condition> of) implements Condition {
        public Any {
            of = parts(of);
        }
    }

    private static List<Condition> parts(List<Condition> of) {
        List<Condition> parts = Check.list("keep.of", of);
        if (parts.isEmpty() || parts.size() > MOST_PARTS)
            throw new InvalidValue("keep.of", "needs 1 to " + MOST_PARTS + " conditions");
        return parts;
    }
}
