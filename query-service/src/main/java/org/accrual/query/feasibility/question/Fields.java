package org.accrual.query.feasibility.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * An object of a question, read field by field. Whatever does not fit is noted at its pointer and read as null, so that
 * one pass finds everything; what nobody asked for is unknown.
 */
final class Fields {
    private static final int TEXT_MAX = 200;

    private final JsonNode json;
    private final String at;
    private final List<Fault> faults;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(JsonNode json, String at, List<Fault> faults) {
        this.json = json;
        this.at = at;
        this.faults = faults;
        if (!json.isObject()) faults.add(new Fault(at, "is no object", "an object, {…}"));
    }

    boolean has(String name) {
        known.add(name);
        return json.has(name);
    }

    String at() {
        return at;
    }

    void fault(String name, String problem, String allowed) {
        faults.add(new Fault(pointer(name), problem, allowed));
    }

    /** Says of everything that was not asked for that it is unknown; to be called last. */
    void end() {
        if (!json.isObject()) return;
        for (String name : json.propertyNames())
            if (!known.contains(name)) fault(name, "is not known here", String.join(", ", known));
    }

    String text(String name) {
        return read(name, true, "a text of up to " + TEXT_MAX + " characters", (value, _) -> text(value));
    }

    String optionalText(String name) {
        return read(name, false, "a text of up to " + TEXT_MAX + " characters", (value, _) -> text(value));
    }

    private static String text(JsonNode value) {
        boolean fits = value.isString()
                && !value.asString().isBlank()
                && value.asString().length() <= TEXT_MAX;
        return fits ? value.asString() : null;
    }

    Printed printed(String name, boolean required) {
        return read(
                name,
                required,
                Printed.FORM,
                (value, _) ->
                        value.isString() && Printed.isOne(value.asString()) ? Printed.of(value.asString()) : null);
    }

    /** A printed number with bounds, both ends included. */
    Printed printed(String name, boolean required, double lowest, double highest) {
        Printed printed = printed(name, required);
        if (printed == null || (printed.number() >= lowest && printed.number() <= highest)) return printed;
        fault(name, "is " + printed, "from " + plain(lowest) + " to " + plain(highest));
        return null;
    }

    private static String plain(double bound) {
        return java.math.BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    PrintedP p(String name, boolean required) {
        return read(
                name,
                required,
                PrintedP.FORM,
                (value, _) ->
                        value.isString() && PrintedP.isOne(value.asString()) ? PrintedP.of(value.asString()) : null);
    }

    Integer whole(String name, boolean required, int lowest, int highest) {
        return read(name, required, wholeForm(lowest, highest), (value, _) -> whole(value, lowest, highest));
    }

    private static String wholeForm(int lowest, int highest) {
        return "a whole number from " + lowest + " to " + highest;
    }

    private static Integer whole(JsonNode value, int lowest, int highest) {
        boolean fits = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.asInt() >= lowest
                && value.asInt() <= highest;
        return fits ? value.asInt() : null;
    }

    /** How many: 15, or {"atLeast": 1, "atMost": 44}. */
    Size size(String name) {
        String form = wholeForm(0, Size.MOST) + ", or {\"atLeast\": 1, \"atMost\": 44}";
        return read(name, true, form, (value, pointer) -> {
            if (!value.isObject()) {
                Integer n = whole(value, 0, Size.MOST);
                return n == null ? null : new Size(n, n);
            }
            var range = new Fields(value, pointer, faults);
            Integer atMost = range.whole("atMost", true, 0, Size.MOST);
            Integer atLeast = range.whole("atLeast", false, 0, Size.MOST);
            range.end();
            int lowest = atLeast == null ? 0 : atLeast;
            if (atMost != null && lowest > atMost)
                range.fault("atLeast", "is above atMost", "a whole number up to " + atMost);
            if (atMost != null && atMost - lowest > Size.WIDEST)
                range.fault("atMost", "is too far above atLeast", "at most " + Size.WIDEST + " more");
            return new Size(lowest, atMost == null ? lowest : atMost);
        });
    }

    <E extends Enum<E>> E choice(String name, boolean required, Class<E> type) {
        return read(name, required, oneOf(type), (value, _) -> constant(value, type));
    }

    /** All constants if the field is left out. */
    <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        if (!has(name)) return List.of(type.getEnumConstants());
        return list(name, 1, type.getEnumConstants().length, (value, pointer) -> {
            E constant = constant(value, type);
            if (constant == null) faults.add(new Fault(pointer, "is none of them", oneOf(type)));
            return constant;
        });
    }

    private static <E extends Enum<E>> E constant(JsonNode value, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> value.isString() && it.name().equals(value.asString()))
                .findFirst()
                .orElse(null);
    }

    private static <E extends Enum<E>> String oneOf(Class<E> type) {
        return "one of "
                + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    String oneOf(String name, Set<String> values, String what) {
        return read(
                name,
                true,
                what + ": " + String.join(", ", values),
                (value, _) -> value.isString() && values.contains(value.asString()) ? value.asString() : null);
    }

    /** @param entry null for an entry that is no such thing; whoever finds that notes it */
    <T> List<T> list(String name, int fewest, int most, BiFunction<JsonNode, String, T> entry) {
        String form = "a list of " + fewest + " to " + most;
        List<T> list = read(name, true, form, (value, pointer) -> {
            if (!value.isArray() || value.size() < fewest || value.size() > most) return null;
            var entries = new ArrayList<T>();
            IntStream.range(0, value.size()).forEach(i -> entries.add(entry.apply(value.get(i), pointer + "/" + i)));
            return entries;
        });
        return list == null ? List.of() : list.stream().filter(it -> it != null).toList();
    }

    <T> List<T> objects(String name, int fewest, int most, java.util.function.Function<Fields, T> entry) {
        return list(name, fewest, most, (value, pointer) -> {
            var fields = new Fields(value, pointer, faults);
            if (!value.isObject()) return null;
            T read = entry.apply(fields);
            fields.end();
            return read;
        });
    }

    private <T> T read(String name, boolean required, String allowed, BiFunction<JsonNode, String, T> reader) {
        known.add(name);
        JsonNode value = json.get(name);
        if (value == null) {
            if (required && json.isObject()) fault(name, "is missing", allowed);
            return null;
        }
        int before = faults.size();
        T read = reader.apply(value, pointer(name));
        if (read == null && faults.size() == before) fault(name, "is " + shortened(value), allowed);
        return read;
    }

    private static String shortened(JsonNode value) {
        if (value.isContainer()) return value.isArray() ? "a list of " + value.size() : "an object";
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private String pointer(String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
