package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of a field that a plan accepts. In JSON a list of scalars, {@code ["PR", "SD"]}, or a range of numbers,
 * {@code {"atLeast": 2}}, both ends inclusive.
 *
 * @param values empty for a range
 * @param atLeast null if unbounded
 * @param atMost null if unbounded
 */
@Schema(
        types = {"array", "object"},
        description = "Accepted values, [\"PR\", \"SD\"], or a range, {\"atLeast\": 2}")
public record Accepted(List<JsonNode> values, BigDecimal atLeast, BigDecimal atMost) {
    public Accepted {
        values = Check.list("where", values);
        if (values.isEmpty() == (atLeast == null && atMost == null))
            throw new InvalidValue("where", "needs a list of values, or a range with atLeast or atMost");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Accepted of(JsonNode json) {
        if (json.isArray()) return new Accepted(scalars(json), null, null);
        if (!json.isObject()) throw new InvalidValue("where", "needs a list of values, or a range");
        for (String name : json.propertyNames())
            if (!name.equals("atLeast") && !name.equals("atMost"))
                throw new InvalidValue("where." + name, "is unknown: a range has atLeast and atMost");
        return new Accepted(List.of(), bound(json, "atLeast"), bound(json, "atMost"));
    }

    private static List<JsonNode> scalars(JsonNode array) {
        var values = array.valueStream().toList();
        for (JsonNode value : values)
            if (!value.isValueNode() || value.isNull())
                throw new InvalidValue("where", "lists texts, numbers or booleans only");
        return values;
    }

    private static BigDecimal bound(JsonNode range, String name) {
        JsonNode value = range.get(name);
        if (value == null) return null;
        if (!value.isNumber()) throw new InvalidValue("where." + name, "is not a number");
        return Check.between("where." + name, value.decimalValue(), -1_000_000_000L, 1_000_000_000L);
    }

    /** Whether a field's value, or one entry of it, is accepted. */
    public boolean accepts(JsonNode value) {
        if (values.isEmpty()) return value.isNumber() && inRange(value.decimalValue());
        return values.stream().anyMatch(accepted -> same(accepted, value));
    }

    private boolean inRange(BigDecimal number) {
        return (atLeast == null || number.compareTo(atLeast) >= 0) && (atMost == null || number.compareTo(atMost) <= 0);
    }

    private static boolean same(JsonNode accepted, JsonNode value) {
        if (accepted.isNumber() && value.isNumber())
            return accepted.decimalValue().compareTo(value.decimalValue()) == 0;
        return accepted.equals(value);
    }

    @JsonValue
    JsonNode json() {
        if (!values.isEmpty()) return StudyJson.MAPPER.createArrayNode().addAll(values);
        ObjectNode range = StudyJson.MAPPER.createObjectNode();
        if (atLeast != null) range.put("atLeast", atLeast);
        if (atMost != null) range.put("atMost", atMost);
        return range;
    }
}
