package org.accrual.command.intake;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.accrual.study.description.FieldDescription;
import org.accrual.study.description.FieldKind;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;

/** The form of commands' bodies as JSON schemas (OpenAPI 3.1), drawn from their description. */
final class CommandSchemas {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DATE = "ClinicalDate";
    private static final String QUANTITY = "Quantity";

    private CommandSchemas() {}

    static Schema<?> body(CommandDescription command) {
        return object(command.body());
    }

    private static Schema<?> object(Stream<FieldDescription> fields) {
        Schema<?> schema = type("object").additionalProperties(false);
        fields.forEach(field -> {
            schema.addProperty(field.name(), described(of(field.kind()), field));
            if (field.required()) schema.addRequiredItem(field.name());
        });
        return schema;
    }

    private static Schema<?> described(Schema<?> schema, FieldDescription field) {
        schema.title(field.label());
        if (field.unit() != null) schema.addExtension("x-unit", field.unit());
        return field.help() == null ? schema : schema.description(field.help());
    }

    private static Schema<?> of(FieldKind kind) {
        return switch (kind) {
            case FieldKind.Text _ -> type("string").minLength(1).maxLength(Check.MAX_TEXT);
            case FieldKind.ShortName _ -> type("string").pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$");
            case FieldKind.Identifier _ -> type("string").format("uuid");
            case FieldKind.WholeNumber _ -> type("integer");
            case FieldKind.DecimalNumber _ -> type("number");
            case FieldKind.YesNo _ -> type("boolean");
            case FieldKind.PartialDate _ -> new JsonSchema().$ref(COMPONENTS + DATE);
            case FieldKind.MeasuredQuantity _ -> new JsonSchema().$ref(COMPONENTS + QUANTITY);
            case FieldKind.AnyValue _ -> new JsonSchema();
            case FieldKind.Choice choice -> oneOfTexts(choice);
            case FieldKind.Group group -> object(group.fields().stream());
            case FieldKind.Several several -> several(several);
            case FieldKind.ByName byName -> type("object").additionalProperties(of(byName.each()));
        };
    }

    private static Schema<?> several(FieldKind.Several several) {
        Schema<?> list = type("array").items(of(several.each())).maxItems(Check.MAX_ENTRIES);
        return several.atLeastOne() ? list.minItems(1) : list;
    }

    private static Schema<?> oneOfTexts(FieldKind.Choice choice) {
        return oneOfTexts(choice.options().stream().map(FieldKind.Option::value).toList());
    }

    @SuppressWarnings("unchecked")
    private static Schema<?> oneOfTexts(List<String> values) {
        Schema<Object> schema = (Schema<Object>) type("string");
        schema.setEnum(List.copyOf(values));
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
        bounds.addProperty(
                "precision",
                oneOfTexts(Stream.of(ClinicalDate.Precision.values())
                        .map(Enum::name)
                        .toList()));
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
