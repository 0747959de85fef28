package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.accrual.query.analysis.plan.PlanProblem.Reason;

/** How a cohort is divided. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Grouping.Everyone.class, name = "everyone"),
    @JsonSubTypes.Type(value = Grouping.Conditions.class, name = "conditions"),
    @JsonSubTypes.Type(value = Grouping.Field.class, name = "field"),
    @JsonSubTypes.Type(value = Grouping.Center.class, name = "center")
})
public sealed interface Grouping {
    int MOST_GROUPS = 20;

    static Grouping read(Part at, Vocabulary words) {
        var kinds = new LinkedHashMap<String, Function<Part, Grouping>>();
        kinds.put("everyone", part -> new Everyone(part.need("label", Part::text)));
        kinds.put("conditions", part -> Conditions.read(part, words));
        kinds.put("field", part -> Field.read(part, words));
        kinds.put("center", _ -> new Center());
        return at.oneOf(kinds);
    }

    /** One group, for plans that compare nobody. */
    @Schema(name = "EveryoneGrouping")
    record Everyone(String label) implements Grouping {}

    /** Who meets the condition of exactly one group belongs to it; the others are left out. */
    @Schema(name = "ConditionsGrouping")
    record Conditions(List<Group> of) implements Grouping {
        private static Conditions read(Part at, Vocabulary words) {
            var labels = new HashSet<String>();
            return new Conditions(at.list(
                    "of",
                    1,
                    MOST_GROUPS,
                    entry -> entry.object(part -> {
                        Group group = Group.read(part, words);
                        return group.label() == null || labels.add(group.label())
                                ? group
                                : part.problem(Reason.REPEATED, "'" + group.label() + "' stands twice");
                    })));
        }
    }

    record Group(String label, Condition when) {
        private static Group read(Part at, Vocabulary words) {
            return new Group(at.need("label", Part::text), at.need("when", when -> Condition.read(when, words)));
        }
    }

    /** One group for each value of a field of the moment's fact. */
    @Schema(name = "FieldGrouping")
    record Field(String moment, String field) implements Grouping {
        private static Field read(Part at, Vocabulary words) {
            String moment = at.need("moment", words::moment);
            return new Field(moment, at.need("field", field -> words.field(field, moment)));
        }
    }

    /** One group for each center. */
    @Schema(name = "CenterGrouping")
    record Center() implements Grouping {}
}
