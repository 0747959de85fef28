package org.accrual.study.events;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.accrual.study.words.InvalidValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with JSON that does not fit its record, for people who never saw our classes. */
public final class JsonFault {
    private JsonFault() {}

    /** Names the field by its path, such as {@code lesions[0].organ}. */
    public static InvalidValue of(JacksonException e) {
        String path = path(e.getPath());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause())
            if (cause instanceof InvalidValue value) return path.isEmpty() ? value : value.in(path);
        return new InvalidValue(path.isEmpty() ? "body" : path, problem(e));
    }

    private static String path(List<Reference> references) {
        var path = new StringBuilder();
        for (Reference reference : references) {
            if (reference.getPropertyName() == null)
                path.append('[').append(reference.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
        }
        return path.toString();
    }

    private static String problem(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException _ -> "is not known here";
            case InvalidFormatException format -> "is not " + kind(format.getTargetType());
            case MismatchedInputException mismatch when saysNothing(mismatch) -> "is missing";
            case MismatchedInputException mismatch -> "is not " + kind(mismatch.getTargetType());
            case InputCoercionException _ -> "is out of range";
            default -> "can't be read";
        };
    }

    /** A field left out or null where a number or a boolean is needed. */
    private static boolean saysNothing(MismatchedInputException e) {
        return e.getCurrentToken() == null
                || e.getCurrentToken() == JsonToken.VALUE_NULL
                || e.getCurrentToken() == JsonToken.END_OBJECT;
    }

    private static String kind(Class<?> type) {
        if (type == null) return "of the right type";
        if (type.isEnum())
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        if (type == boolean.class || type == Boolean.class) return "true or false";
        if (type == int.class || type == Integer.class) return "a whole number";
        if (type == BigDecimal.class) return "a number";
        if (type == String.class) return "text";
        if (type == java.time.LocalDate.class) return "a day of the calendar in ISO 8601";
        if (Collection.class.isAssignableFrom(type)) return "a list";
        if (Map.class.isAssignableFrom(type) || type.isRecord()) return "of the right form";
        return "of the right type";
    }
}
