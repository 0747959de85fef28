package org.accrual.study.words;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.accrual.log.format.Syntax;

/** What constructors check; each failure is an {@link InvalidValue} that names the field. */
public final class Check {
    /** Longest free text of one field, in characters. */
    public static final int MAX_TEXT = 4000;
    /** Most entries of one list or map. */
    public static final int MAX_ENTRIES = 200;

    private Check() {}

    public static <T> T present(String field, T value) {
        if (value == null) throw new InvalidValue(field, "is missing");
        return value;
    }

    public static String slug(String field, String value) {
        present(field, value);
        if (!Syntax.isSlug(value))
            throw new InvalidValue(
                    field,
                    "must start with a letter or digit, followed by up to 39 letters, digits, dots, underscores or hyphens");
        return value;
    }

    public static UUID uuid(String field, String text) {
        present(field, text);
        // UUID.fromString also takes shortened forms, which would print differently than they were sent.
        if (!Syntax.isUuid(text.toLowerCase(Locale.ROOT))) throw new InvalidValue(field, "is not a UUID");
        return UUID.fromString(text);
    }

    /** Text that has to be there. */
    public static String text(String field, String value) {
        present(field, value);
        if (value.isBlank()) throw new InvalidValue(field, "is empty");
        return optionalText(field, value);
    }

    /** Text that may be missing (null), but is neither blank nor longer than {@link #MAX_TEXT}. */
    public static String optionalText(String field, String value) {
        if (value == null) return null;
        if (value.isBlank()) throw new InvalidValue(field, "is empty");
        if (value.length() > MAX_TEXT) throw new InvalidValue(field, "is longer than " + MAX_TEXT + " characters");
        if (value.indexOf('\u0000') >= 0) throw new InvalidValue(field, "contains a NUL character");
        return value;
    }

    public static Integer between(String field, Integer value, int low, int high) {
        if (value != null && (value < low || value > high))
            throw new InvalidValue(field, "must be from " + low + " to " + high + ", not " + value);
        return value;
    }

    public static BigDecimal between(String field, BigDecimal value, long low, long high) {
        if (value == null) return null;
        // Compared only within a sane scale: 1E+999999999 would otherwise cost minutes.
        if (Math.abs((long) value.scale()) > 12
                || value.precision() > 24
                || value.compareTo(BigDecimal.valueOf(low)) < 0
                || value.compareTo(BigDecimal.valueOf(high)) > 0)
            throw new InvalidValue(field, "must be from " + low + " to " + high + " with at most 12 decimals");
        return value;
    }

    /** An unmodifiable copy; null becomes empty. */
    public static <T> List<T> list(String field, List<T> values) {
        if (values == null) return List.of();
        if (values.size() > MAX_ENTRIES) throw new InvalidValue(field, "has more than " + MAX_ENTRIES + " entries");
        for (T value : values) if (value == null) throw new InvalidValue(field, "has an empty entry");
        return List.copyOf(values);
    }

    /** A copy sorted by key; null becomes empty. */
    public static <V> Map<String, V> map(String field, Map<String, V> values) {
        if (values == null) return Map.of();
        if (values.size() > MAX_ENTRIES) throw new InvalidValue(field, "has more than " + MAX_ENTRIES + " entries");
        values.forEach((key, value) -> {
            text(field, key);
            present(field + "." + key, value);
        });
        return java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(values));
    }
}
