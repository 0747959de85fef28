package org.accrual.query.analysis.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Quantity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of a field that a plan accepts. In JSON a list of scalars, {@code ["PR", "SD"]}, or a range of numbers,
 * {@code {"atLeast": 2}}, both ends inclusive. Text is compared without regard to letter case and surrounding space.
 *
 * @param values empty for a range
 * @param atLeast null if unbounded
 * @param atMost null if unbounded
 */
@Schema(
        types = {"array", "object"},
        description = "Accepted values, [\"PR\", \"SD\"], or a range, {\"atLeast\": 2}")
public record Accepted(List<JsonNode> values, BigDecimal atLeast, BigDecimal atMost) {
    private static final long LARGEST = 1_000_000_000L;

    public Accepted {
        values = List.copyOf(values);
    }

    static Accepted read(Part at) {
        if (at.json().isArray()) return list(at);
        if (at.json().isObject()) return at.object(Accepted::range);
        return at.problem(Reason.WRONG_TYPE, "needs a list of values, or a range with atLeast or atMost");
    }

    private static Accepted list(Part at) {
        List<JsonNode> values = at.json().valueStream().toList();
        if (values.isEmpty()) return at.problem(Reason.MISSING, "is an empty list, which nothing can match");
        if (values.stream().anyMatch(value -> !value.isValueNode() || value.isNull()))
            return at.problem(Reason.WRONG_TYPE, "lists texts, numbers, true or false only");
        return new Accepted(values, null, null);
    }

    private static Accepted range(Part at) {
        BigDecimal least = at.maybe("atLeast", bound -> bound.number(-LARGEST, LARGEST));
        BigDecimal most = at.maybe("atMost", bound -> bound.number(-LARGEST, LARGEST));
        if (at.json().isEmpty()) return at.problem(Reason.MISSING, "needs atLeast or atMost");
        if (least != null && most != null && least.compareTo(most) > 0)
            return at.problem(Reason.CONTRADICTION, "is from " + least + " to " + most + ": nothing lies between");
        return least == null && most == null ? null : new Accepted(List.of(), least, most);
    }

    /** Whether the field can hold this at all. */
    void check(Part at, FactField field) {
        if (!field.kind().single())
            at.problem(
                    Reason.WRONG_TYPE, "names a field that is " + field.kind().words(), field.inner());
        else if (values.isEmpty() && !field.kind().number())
            at.problem(Reason.WRONG_TYPE, "has " + field.kind().words() + ", no range of numbers", field.inner());
        else
            for (JsonNode value : values)
                if (!fits(value, field))
                    at.problem(
                            field.kind() == FactField.Kind.WORD ? Reason.UNKNOWN_VALUE : Reason.WRONG_TYPE,
                            "holds " + field.kind().words() + ", never " + value,
                            field.inner());
    }

    private static boolean fits(JsonNode value, FactField field) {
        return switch (field.kind()) {
            case NUMBER -> value.isNumber();
            case QUANTITY -> value.isNumber() || value.isString() && isQuantity(value.stringValue());
            case WORD -> value.isString() && field.inner().contains(value.stringValue());
            case TEXT -> value.isString();
            case YES_NO -> value.isBoolean();
            case DAY -> value.isString() && isDay(value.stringValue());
            case STRUCTURE, BY_NAME -> false;
        };
    }

    private static boolean isQuantity(String text) {
        try {
            return Quantity.of(text).comparator() != Quantity.Comparator.EQUAL;
        } catch (InvalidValue _) {
            return false;
        }
    }

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** Whether a field's value, or one entry of it, is accepted. */
    boolean accepts(JsonNode value) {
        if (!values.isEmpty()) return values.stream().anyMatch(accepted -> same(accepted, value));
        if (value.isNumber()) return inRange(value.decimalValue());
        return value.isString() && holds(Quantity.of(value.stringValue()));
    }

    private boolean inRange(BigDecimal number) {
        return (atLeast == null || number.compareTo(atLeast) >= 0) && (atMost == null || number.compareTo(atMost) <= 0);
    }

    /** Whatever the true number behind the bound is, it lies in the range. */
    private boolean holds(Quantity bound) {
        return switch (bound.comparator()) {
            case EQUAL -> inRange(bound.value());
            case LESS ->
                atMost != null && bound.value().compareTo(atMost) <= 0 && (atLeast == null || atLeast.signum() <= 0);
            case GREATER -> atMost == null && bound.value().compareTo(atLeast) >= 0;
        };
    }

    private static boolean same(JsonNode accepted, JsonNode value) {
        if (accepted.isNumber() && value.isNumber())
            return accepted.decimalValue().compareTo(value.decimalValue()) == 0;
        if (accepted.isString() && value.isString())
            return accepted.stringValue()
                    .strip()
                    .equalsIgnoreCase(value.stringValue().strip());
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
