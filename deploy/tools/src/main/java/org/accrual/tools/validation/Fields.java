package org.accrual.tools.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds our side of a comparison: names to numbers, lists, or further names. */
final class Fields {

    private final Map<String, Object> values = new LinkedHashMap<>();

    static Fields with(String name, Object value) {
        return new Fields().and(name, value);
    }

    Fields and(String name, Object value) {
        values.put(name, plain(value));
        return this;
    }

    Map<String, Object> map() {
        return values;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Fields fields -> fields.values;
            case double[] numbers -> Arrays.stream(numbers).boxed().toList();
            case int[] numbers -> Arrays.stream(numbers).boxed().toList();
            case double[][] rows -> {
                List<Object> list = new ArrayList<>();
                for (double[] row : rows) {
                    list.add(plain(row));
                }
                yield list;
            }
            case List<?> list ->
                new ArrayList<>(list.stream().map(Fields::plain).toList());
            case null -> null;
            default -> value;
        };
    }
}
