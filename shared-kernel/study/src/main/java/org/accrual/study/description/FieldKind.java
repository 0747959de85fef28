package org.accrual.study.description;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a field holds: enough to draw it in a form, and to state it as a JSON schema. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FieldKind.Text.class, name = "text"),
    @JsonSubTypes.Type(value = FieldKind.ShortName.class, name = "shortName"),
    @JsonSubTypes.Type(value = FieldKind.Identifier.class, name = "identifier"),
    @JsonSubTypes.Type(value = FieldKind.WholeNumber.class, name = "wholeNumber"),
    @JsonSubTypes.Type(value = FieldKind.DecimalNumber.class, name = "decimalNumber"),
    @JsonSubTypes.Type(value = FieldKind.YesNo.class, name = "yesNo"),
    @JsonSubTypes.Type(value = FieldKind.PartialDate.class, name = "partialDate"),
    @JsonSubTypes.Type(value = FieldKind.MeasuredQuantity.class, name = "quantity"),
    @JsonSubTypes.Type(value = FieldKind.AnyValue.class, name = "anyValue"),
    @JsonSubTypes.Type(value = FieldKind.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = FieldKind.Group.class, name = "group"),
    @JsonSubTypes.Type(value = FieldKind.Several.class, name = "several"),
    @JsonSubTypes.Type(value = FieldKind.ByName.class, name = "byName")
})
public sealed interface FieldKind {
    record Text() implements FieldKind {}

    /** Of a study or a center: letters, digits, dots, underscores, hyphens, at most 40. */
    record ShortName() implements FieldKind {}

    /** A UUID: of a patient or of an event. */
    record Identifier() implements FieldKind {}

    record WholeNumber() implements FieldKind {}

    record DecimalNumber() implements FieldKind {}

    record YesNo() implements FieldKind {}

    /** A day, month or year, bounds, or counted from another event. */
    record PartialDate() implements FieldKind {}

    /** A measured value, or its bound behind {@code <} or {@code >}. */
    record MeasuredQuantity() implements FieldKind {}

    /** Whatever JSON value another field takes. */
    record AnyValue() implements FieldKind {}

    record Choice(List<Option> options) implements FieldKind {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /**
     * @param value as it is sent
     * @param label as people read it
     */
    record Option(String value, String label) {}

    record Group(List<FieldDescription> fields) implements FieldKind {
        public Group {
            fields = List.copyOf(fields);
        }
    }

    /** @param atLeastOne whether the list may not be empty */
    record Several(FieldKind each, boolean atLeastOne) implements FieldKind {}

    /** Values by a name that the sender chooses, such as a marker's. */
    record ByName(FieldKind each) implements FieldKind {}
}
