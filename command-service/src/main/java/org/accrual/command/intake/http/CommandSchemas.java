package org.accrual.command.intake.http;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accrual.command.intake.CommandForm;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.StudyId;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The form of commands' bodies as JSON schemas (OpenAPI 3.1), read off the records that take them. */
final class CommandSchemas {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DATE = "ClinicalDate";
    private static final String QUANTITY = "Quantity";

    private final CommandExamples examples;

    private CommandSchemas(CommandExamples examples) {
        this.examples = examples;
    }

    static Schema<?> body(CommandForm<?, ?> form) {
        var schemas = new CommandSchemas(new CommandExamples(form));
        Schema<?> body = schemas.object(form.address(), JsonPointer.empty());
        Schema<?> fact = schemas.object(form.fact(), JsonPointer.empty());
        fact.getProperties().forEach(body::addProperty);
        if (fact.getRequired() != null) fact.getRequired().forEach(body::addRequiredItem);
        return body;
    }

    private Schema<?> object(Class<?> record, JsonPointer at) {
        Schema<?> schema = type("object").additionalProperties(false);
        for (RecordComponent component : record.getRecordComponents()) {
            String field = component.getName();
            schema.addProperty(field, of(component.getGenericType(), at.appendProperty(field)));
            if (examples.requires(at, field)) schema.addRequiredItem(field);
        }
        return schema;
    }

    private Schema<?> of(Type type, JsonPointer at) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return parameterized.getRawType() == Map.class
                    ? type("object").additionalProperties(of(arguments[1], at))
                    : type("array").items(of(arguments[0], at.appendIndex(0)));
        }
        return of((Class<?>) type, at);
    }

    private Schema<?> of(Class<?> type, JsonPointer at) {
        if (type == ClinicalDate.class) return new JsonSchema().$ref(COMPONENTS + DATE);
        if (type == Quantity.class) return new JsonSchema().$ref(COMPONENTS + QUANTITY);
        if (type == EventId.class || type == PatientId.class)
            return type("string").format("uuid");
        if (type == StudyId.class || type == CenterId.class)
            return type("string").pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$");
        if (type == JsonNode.class) return new JsonSchema();
        if (type.isEnum()) return oneOfTexts(type);
        if (type.isRecord()) return object(type, at);
        return type(nameOf(type));
    }

    private static String nameOf(Class<?> type) {
        if (type == String.class) return "string";
        if (type == BigDecimal.class) return "number";
        if (type == Integer.class || type == int.class) return "integer";
        if (type == Boolean.class || type == boolean.class) return "boolean";
        throw new IllegalStateException("no schema is known for a field of type " + type.getName());
    }

    @SuppressWarnings("unchecked")
    private static Schema<?> oneOfTexts(Class<?> type) {
        Schema<Object> schema = (Schema<Object>) type("string");
        schema.setEnum(Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .map(Object.class::cast)
                .toList());
        return schema;
    }

    /** What several commands share. */
    static Map<String, Schema<?>> components() {
        return Map.of(DATE, date(), QUANTITY, quantity());
    }

    private static Schema<?> date() {
        Schema<?> anchor = type("object").additionalProperties(false);
        anchor.addProperty("event", type("string").format("uuid"));
        anchor.addProperty("months", type("integer"));
        anchor.addProperty("days", type("integer"));
        anchor.setRequired(List.of("event", "months", "days"));
        Schema<?> bounds = type("object").additionalProperties(false);
        bounds.addProperty("earliest", type("string").format("date"));
        bounds.addProperty("latest", type("string").format("date"));
        bounds.addProperty("precision", oneOfTexts(ClinicalDate.Precision.class));
        bounds.addProperty("anchor", anchor.description("counts from another event of the same patient"));
        bounds.setRequired(List.of("precision"));
        return choice(type("string").pattern("^\\d{4}(-\\d{2}(-\\d{2})?)?$"), bounds)
                .description("a day, month or year in ISO 8601, or its bounds in full, or counted from another event");
    }

    private static Schema<?> quantity() {
        return choice(type("number"), type("string").pattern("^[<>]?\\s*\\d+(\\.\\d+)?$"))
                .description("a measured value, or its bound behind < or >");
    }

    @SuppressWarnings("rawtypes")
    private static Schema<?> choice(Schema<?> one, Schema<?> other) {
        return new JsonSchema().oneOf(List.<Schema>of(one, other));
    }

    private static Schema<?> type(String name) {
        return new JsonSchema().types(Set.of(name));
    }
}
