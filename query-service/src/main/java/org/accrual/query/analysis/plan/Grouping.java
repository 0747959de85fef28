package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.List;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;

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

    /** One group, for plans that compare nobody. */
    @Schema(name = "EveryoneGrouping")
    record Everyone(String label) implements Grouping {
        public Everyone {
            Check.text("groups.label", label);
        }
    }

    /** Who meets the condition of exactly one group belongs to it; the others are left out. */
    @Schema(name = "ConditionsGrouping")
    record Conditions(List<Group> of) implements Grouping {
        public Conditions {
            of = Check.list("groups.of", of);
            if (of.isEmpty() || of.size() > MOST_GROUPS)
                throw new InvalidValue("groups.of", "needs 1 to " + MOST_GROUPS + " groups");
            var labels = new HashSet<String>();
            for (Group group : of)
                if (!labels.add(group.label()))
                    throw new InvalidValue("groups.of.label", "'" + group.label() + "' stands twice");
        }
    }

    record Group(String label, Condition when) {
        public Group {
            Check.text("of.label", label);
            Check.present("of.when", when);
        }
    }

    /** One group for each value of a field of the moment's fact. */
    @Schema(name = "FieldGrouping")
    record Field(String moment, String field) implements Grouping {
        public Field {
            Check.text("groups.moment", moment);
            Check.text("groups.field", field);
        }
    }

    /** One group for each center. */
    @Schema(name = "CenterGrouping")
    record Center() implements Grouping {}
}
