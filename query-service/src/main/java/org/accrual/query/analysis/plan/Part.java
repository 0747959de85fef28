package org.accrual.query.analysis.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.accrual.query.analysis.plan.PlanProblem.Reason;
import org.accrual.study.words.Check;
import org.accrual.study.words.InvalidValue;
import tools.jackson.databind.JsonNode;

/**
 * A part of a plan's JSON at its place. Reading goes on after a problem, so that all of them are found at once: what
 * could not be read is null, and whoever asked for the plan gets the problems instead of it.
 */
public final class Part {
    /** More mistakes than this are not told one by one. */
    static final int MOST_PROBLEMS = 200;

    private final JsonNode json;
    private final String pointer;
    private final List<PlanProblem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    private Part(JsonNode json, String pointer, List<PlanProblem> problems) {
        this.json = json;
        this.pointer = pointer;
        this.problems = problems;
    }

    /**
     * @param read makes the whole of the JSON
     * @throws InvalidPlan if there was any problem
     */
    public static <T> T whole(JsonNode json, Function<Part, T> read) {
        var problems = new ArrayList<PlanProblem>();
        T whole = new Part(json, "", problems).object(read);
        if (!problems.isEmpty()) throw new InvalidPlan(problems);
        return whole;
    }

    JsonNode json() {
        return json;
    }

    /** The field's own. */
    String name() {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    /** @return null, for the value that could not be read */
    public <T> T problem(Reason reason, String sentence, List<String> allowed) {
        if (problems.size() < MOST_PROBLEMS) problems.add(new PlanProblem(pointer, reason, sentence, allowed));
        return null;
    }

    public <T> T problem(Reason reason, String sentence) {
        return problem(reason, sentence, List.of());
    }

    private Part at(String name) {
        return new Part(json.get(name), pointer + "/" + name.replace("~", "~0").replace("/", "~1"), problems);
    }

    public boolean has(String name) {
        return !at(name).absent();
    }

    private boolean absent() {
        return json == null || json.isNull();
    }

    // ---- objects

    /** An object with no other fields than those that {@code read} asks for. */
    public <T> T object(Function<Part, T> read) {
        if (json == null || !json.isObject()) return problem(Reason.WRONG_TYPE, "is not an object");
        T value = read.apply(this);
        for (String name : json.propertyNames())
            if (!asked.contains(name)) at(name).problem(Reason.UNKNOWN_FIELD, "is not known here", List.copyOf(asked));
        return value;
    }

    /** An object of the kind that its field {@code kind} names. */
    public <T> T oneOf(Map<String, ? extends Function<Part, ? extends T>> kinds) {
        if (json == null || !json.isObject()) return problem(Reason.WRONG_TYPE, "is not an object");
        Part kind = at("kind");
        List<String> known = List.copyOf(kinds.keySet());
        if (kind.absent()) return kind.problem(Reason.MISSING, "is missing", known);
        Function<Part, ? extends T> read = kind.json.isString() ? kinds.get(kind.json.stringValue()) : null;
        if (read == null) return kind.problem(Reason.UNKNOWN_KIND, "is " + kind.json + ", which is no kind", known);
        asked.add("kind");
        return object(read);
    }

    public <T> T need(String name, Function<Part, T> read) {
        asked.add(name);
        Part part = at(name);
        return part.absent() ? part.problem(Reason.MISSING, "is missing") : read.apply(part);
    }

    /** @return null also if it is not there */
    public <T> T maybe(String name, Function<Part, T> read) {
        asked.add(name);
        Part part = at(name);
        return part.absent() ? null : read.apply(part);
    }

    /** A list of at least so many entries; none if it is not there and need not be. */
    public <T> List<T> list(String name, int least, int most, Function<Part, T> read) {
        asked.add(name);
        Part list = at(name);
        if (list.absent()) {
            if (least > 0) list.problem(Reason.MISSING, "is missing");
            return List.of();
        }
        return list.entries(least, most, read);
    }

    /** This part as a list. */
    public <T> List<T> values(int least, int most, Function<Part, T> read) {
        return entries(least, most, read);
    }

    private <T> List<T> entries(int least, int most, Function<Part, T> read) {
        if (!json.isArray()) {
            problem(Reason.WRONG_TYPE, "is not a list");
            return List.of();
        }
        if (json.size() < least) problem(Reason.MISSING, json.isEmpty() ? "is empty" : "needs " + least + " entries");
        if (json.size() > most) problem(Reason.TOO_MANY, "has more than " + most + " entries");
        var entries = new ArrayList<T>();
        for (int i = 0; i < Math.min(json.size(), most); i++) {
            T entry = new Part(json.get(i), pointer + "/" + i, problems).orMissing(read);
            if (entry != null) entries.add(entry);
        }
        return List.copyOf(entries);
    }

    private <T> T orMissing(Function<Part, T> read) {
        return absent() ? problem(Reason.MISSING, "is an empty entry") : read.apply(this);
    }

    /** The fields of an object whose names the plan chooses. */
    List<Part> named() {
        if (json.isObject()) return json.propertyNames().stream().map(this::at).toList();
        problem(Reason.WRONG_TYPE, "is not an object");
        return List.of();
    }

    // ---- values

    public String slug() {
        return checked(text(), value -> Check.slug("", value));
    }

    public String text() {
        if (!json.isString()) return problem(Reason.WRONG_TYPE, "is not text");
        return checked(json.stringValue(), value -> Check.text("", value));
    }

    public Integer whole(int low, int high) {
        if (!json.isIntegralNumber()) return problem(Reason.WRONG_TYPE, "is not a whole number");
        BigDecimal value = number(low, high);
        return value == null ? null : (Integer) value.intValueExact();
    }

    public BigDecimal number(long low, long high) {
        if (!json.isNumber()) return problem(Reason.WRONG_TYPE, "is not a number");
        return checked(json.decimalValue(), value -> Check.between("", value, low, high));
    }

    public Boolean yesNo() {
        if (!json.isBoolean()) return problem(Reason.WRONG_TYPE, "is not true or false");
        return json.booleanValue();
    }

    public <E extends Enum<E>> E word(Class<E> words) {
        E[] known = words.getEnumConstants();
        return Arrays.stream(known)
                .filter(it -> json.isString() && it.name().equals(json.stringValue()))
                .findFirst()
                .orElseGet(() -> problem(
                        Reason.UNKNOWN_VALUE,
                        "is " + json + ", which is none of its words",
                        Arrays.stream(known).map(Enum::name).toList()));
    }

    private <T> T checked(T value, Function<T, T> check) {
        if (value == null) return null;
        try {
            return check.apply(value);
        } catch (InvalidValue e) {
            return problem(Reason.OUT_OF_RANGE, e.getMessage().strip());
        }
    }
}
