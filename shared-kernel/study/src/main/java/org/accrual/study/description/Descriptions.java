package org.accrual.study.description;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.StudyId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one description of what people send, read off the records that take it: a component that is {@code @Nullable} may be
 * left out, and so may a list or map, unless it is {@link AtLeastOne}; its unit is the suffix of its name; its label and
 * help stand in {@link Words}. JSON schema, OpenAPI, COMMANDS.md and forms are drawn from it.
 */
public final class Descriptions {
    /** Suffixes of names that state a unit, the longest first, with the unit in UCUM. */
    private static final Map<String, String> UNITS = Map.of(
            "MgPerDay", "mg/d",
            "Percent", "%",
            "Months", "mo",
            "Years", "a",
            "Mm", "mm",
            "Hu", "[hnsf'U]");

    private final Words words;

    private Descriptions(Words words) {
        this.words = words;
    }

    /** The record's fields in their order. */
    public static List<FieldDescription> of(Class<?> record, Words words) {
        return new Descriptions(words).fields(record);
    }

    private List<FieldDescription> fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> field(record, component))
                .toList();
    }

    private FieldDescription field(Class<?> record, RecordComponent component) {
        String name = component.getName();
        boolean atLeastOne = component.isAnnotationPresent(AtLeastOne.class);
        return new FieldDescription(
                name,
                words.field(record, name),
                unit(name),
                words.fieldHelp(record, name).orElse(null),
                atLeastOne || !mayBeLeftOut(component),
                kind(component.getGenericType(), atLeastOne));
    }

    private static boolean mayBeLeftOut(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || component.getType() == List.class
                || component.getType() == Map.class;
    }

    private static @Nullable String unit(String name) {
        return UNITS.entrySet().stream()
                .filter(unit -> name.endsWith(unit.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private FieldKind kind(Type type, boolean atLeastOne) {
        if (!(type instanceof ParameterizedType parameterized)) return kind((Class<?>) type);
        Type[] arguments = parameterized.getActualTypeArguments();
        return parameterized.getRawType() == Map.class
                ? new FieldKind.ByName(kind(arguments[1], false))
                : new FieldKind.Several(kind(arguments[0], false), atLeastOne);
    }

    private FieldKind kind(Class<?> type) {
        if (type == ClinicalDate.class) return new FieldKind.PartialDate();
        if (type == Quantity.class) return new FieldKind.MeasuredQuantity();
        if (type == EventId.class || type == PatientId.class) return new FieldKind.Identifier();
        if (type == StudyId.class || type == CenterId.class) return new FieldKind.ShortName();
        if (type == JsonNode.class) return new FieldKind.AnyValue();
        if (type == String.class) return new FieldKind.Text();
        if (type == BigDecimal.class) return new FieldKind.DecimalNumber();
        if (type == Integer.class || type == int.class) return new FieldKind.WholeNumber();
        if (type == Boolean.class || type == boolean.class) return new FieldKind.YesNo();
        if (type.isEnum()) return choice(type);
        if (type.isRecord()) return new FieldKind.Group(fields(type));
        throw new IllegalStateException("nothing describes a field of type " + type.getName());
    }

    private FieldKind choice(Class<?> type) {
        return new FieldKind.Choice(Arrays.stream(type.getEnumConstants())
                .map(Enum.class::cast)
                .map(constant -> new FieldKind.Option(constant.name(), words.choice(constant)))
                .toList());
    }
}
