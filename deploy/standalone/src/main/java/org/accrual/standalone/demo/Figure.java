package org.accrual.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.StudyId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * A figure that a paper prints, and where a comparison's answer has it: one entry of {@code demo/figures.json}.
 *
 * @param published as printed: a number with its digits, perhaps a percentage, a bound ({@code <2.5}), or a word
 * @param plan name of the study's plan that computes it
 * @param at place in that plan's answer: {@code analyses[progressionFree].groups[S].median}
 * @param unit null, or {@code %} for a number that is a percentage already
 * @param interval whether it rests on partial dates, so that its bounds are printed, too
 * @param notDerivable why nobody can compute it; null if one can
 * @param tried tests of which none may give the published P, or the reason would be wrong
 * @param beside further tests to print, by what they are done on
 */
public record Figure(
        String paper,
        String figure,
        String published,
        String plan,
        String at,
        String unit,
        boolean interval,
        String notDerivable,
        List<String> tried,
        Map<String, String> beside) {
    private static final Pattern NUMBER = Pattern.compile("([<>]?) ?(\\d+(?:\\.(\\d+))?)( %)?");
    private static final int MORE_DIGITS = 2;

    /** What became of a figure. */
    public enum Verdict {
        EQUAL("equal"),
        BY_CONSTRUCTION("equal (by construction)"),
        DIFFERS("differs"),
        NOT_DERIVABLE("not derivable");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** @param reason null unless the figure can't be derived */
    public record Row(Figure figure, String computed, Verdict verdict, String reason) {}

    public Figure {
        tried = tried == null ? List.of() : List.copyOf(tried);
        beside = beside == null ? Map.of() : Map.copyOf(beside);
    }

    public static List<Figure> all() {
        try (InputStream json = Figure.class.getResourceAsStream("/demo/figures.json")) {
            return StudyJson.MAPPER
                    .rebuild()
                    .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build()
                    .readValue(json, new TypeReference<List<Figure>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo's study of that paper. */
    public StudyId study() {
        return new StudyId("seed-" + paper);
    }

    /** @param answer of the plan, as the comparison's endpoint gave it */
    public Row judge(JsonNode answer) {
        JsonNode value = Place.find(answer, at);
        if (notDerivable != null) return notDerivable(answer, value);
        boolean equal =
                matcher().isPresent() ? equalNumbers(value) : text(value).equalsIgnoreCase(published);
        boolean synthetic = answer.path("origin").asString("").equals("SYNTHETIC");
        return new Row(
                this,
                computed(value),
                !equal ? Verdict.DIFFERS : synthetic ? Verdict.BY_CONSTRUCTION : Verdict.EQUAL,
                null);
    }

    /** A reason that does not hold is a difference: what was said to be impossible was computed. */
    private Row notDerivable(JsonNode answer, JsonNode value) {
        boolean derived = tried.isEmpty()
                ? equalNumbers(value)
                : tried.stream().anyMatch(test -> equalNumbers(Place.find(answer, test + ".pValue")));
        var computed = new StringJoiner("; ");
        if (tried.isEmpty()) computed.add(computed(value));
        for (String test : tried) computed.add(named(Place.find(answer, test)));
        beside.forEach((on, test) -> computed.add(on + " " + named(Place.find(answer, test))));
        return new Row(this, computed.toString(), derived ? Verdict.DIFFERS : Verdict.NOT_DERIVABLE, notDerivable);
    }

    private String named(JsonNode test) {
        return test.path("method").asString("") + " " + computed(test.path("pValue"));
    }

    private Optional<Matcher> matcher() {
        return Optional.of(NUMBER.matcher(published)).filter(Matcher::matches);
    }

    /** Whether the value, at all dates that are possible, rounds to the printed digits, or keeps the printed bound. */
    private boolean equalNumbers(JsonNode value) {
        Matcher printed = matcher().orElseThrow();
        BigDecimal number = new BigDecimal(printed.group(2));
        return switch (printed.group(1)) {
            case "<" ->
                scaled(highest(value)).filter(it -> it.compareTo(number) <= 0).isPresent();
            case ">" ->
                scaled(lowest(value)).filter(it -> it.compareTo(number) > 0).isPresent();
            default -> rounds(lowest(value), number) && rounds(highest(value), number);
        };
    }

    private boolean rounds(JsonNode value, BigDecimal printed) {
        return scaled(value)
                .filter(it -> it.setScale(printed.scale(), RoundingMode.HALF_UP).compareTo(printed) == 0)
                .isPresent();
    }

    private static JsonNode lowest(JsonNode value) {
        return value.isObject() ? value.path("lowest") : value;
    }

    private static JsonNode highest(JsonNode value) {
        return value.isObject() ? value.path("highest") : value;
    }

    private Optional<BigDecimal> scaled(JsonNode value) {
        if (!value.isNumber()) return Optional.empty();
        boolean fraction = published.endsWith("%") && unit == null;
        return Optional.of(fraction ? value.decimalValue().movePointRight(2) : value.decimalValue());
    }

    private String computed(JsonNode value) {
        if (!value.isObject()) return value.isNumber() ? number(value) : text(value);
        String low = number(lowest(value));
        String high = number(highest(value));
        String exact = number(value.path("value"));
        if (exact.isEmpty())
            return high.isEmpty() ? low + " or more" : low.isEmpty() ? high + " or less" : low + " to " + high;
        return interval || !low.equals(high) ? exact + " (" + low + " to " + high + ")" : exact;
    }

    private String number(JsonNode value) {
        int digits = matcher()
                .map(printed -> printed.group(3) == null ? 0 : printed.group(3).length())
                .orElse(0);
        return scaled(value)
                .map(it -> it.setScale(digits + MORE_DIGITS, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + (published.endsWith("%") ? " %" : ""))
                .orElse("");
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) return value.isMissingNode() ? "" : value.asString("");
        var words = new StringJoiner(", ");
        value.forEach(word -> words.add(word.asString("")));
        return words.toString();
    }
}
