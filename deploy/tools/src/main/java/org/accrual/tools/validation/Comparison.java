package org.accrual.tools.validation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Walks the expected answer and looks up each of its fields in ours. Nothing that is expected is skipped: a field that
 * ours lacks makes the case unsupported, a null has to be met by a value that does not exist.
 */
final class Comparison {

    /** Below this R's own P values carry fewer digits. */
    private static final double TINY_P = 1e-12;

    private static final double TINY_P_TOLERANCE = 1e-6;

    /** What stands for zero, except as a P value: a difference of equal numbers leaves no more. */
    private static final double ZERO = 1e-12;

    private static final double ROUNDING_OF_ONE = 1e-15;

    private final double tolerance;
    private double worst;
    private String where = "-";
    private int numbers;
    private String difference;

    Comparison(double tolerance) {
        this.tolerance = tolerance;
    }

    static Verdict of(JsonNode expected, Map<String, ?> ours, double tolerance) {
        Comparison comparison = new Comparison(tolerance);
        comparison.compare("", expected, ours);
        return comparison.difference != null
                ? new Verdict.Differs(comparison.difference)
                : new Verdict.Agrees(comparison.worst, comparison.where, comparison.numbers);
    }

    private void compare(String path, JsonNode expected, Object ours) {
        if (ours instanceof RoundedToTwoDecimals rounded) {
            compareRounded(path, expected, rounded.value(), 0.005 + 1e-9);
        } else if (ours instanceof Difference difference) {
            compareDifference(path, expected, difference);
        } else if (ours instanceof OneMinus p) {
            compareOneMinus(path, expected, p.value());
        } else if (expected.isObject()) {
            compareFields(path, expected, ours);
        } else if (expected.isArray()) {
            compareElements(path, expected, ours);
        } else if (ours instanceof List<?> list && list.size() == 1) {
            compare(path, expected, list.getFirst());
        } else {
            compareLeaf(path, expected, ours);
        }
    }

    private void compareFields(String path, JsonNode expected, Object ours) {
        if (!(ours instanceof Map<?, ?> fields)) {
            differ(path, expected.toString(), ours);
            return;
        }
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            String name = field.getKey();
            if (!fields.containsKey(name)) {
                throw new Unsupported("field " + path + "/" + name);
            }
            compare(path + "/" + name, field.getValue(), fields.get(name));
        }
    }

    private void compareElements(String path, JsonNode expected, Object ours) {
        if (!(ours instanceof List<?> list)) {
            if (expected.size() == 1) {
                compare(path, expected.get(0), ours);
            } else {
                differ(path, expected.toString(), ours);
            }
            return;
        }
        if (expected.size() != list.size()) {
            differ(path, expected.size() + " values", list.size() + " values");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            compare(path + "[" + i + "]", expected.get(i), list.get(i));
        }
    }

    private void compareLeaf(String path, JsonNode expected, Object ours) {
        boolean absent = ours == null || ours instanceof Double value && !Double.isFinite(value);
        if (expected.isNull()) {
            if (!absent) {
                differ(path, "null", ours);
            }
        } else if (expected.isNumber()) {
            if (absent || !(ours instanceof Number number)) {
                differ(path, expected.toString(), ours);
            } else {
                compareNumbers(path, expected.asDouble(), number.doubleValue());
            }
        } else if (!expected.asString().equals(String.valueOf(ours))) {
            differ(path, expected.asString(), ours);
        }
    }

    private void compareNumbers(String path, double expected, double ours) {
        numbers++;
        double error = Math.abs(ours - expected);
        if (!isP(path) && Math.abs(expected) <= ZERO && error <= ZERO) {
            return;
        }
        error /= expected == 0 ? 1 : Math.abs(expected);
        boolean tinyP = isP(path) && expected < TINY_P;
        if (!(error <= (tinyP ? TINY_P_TOLERANCE : tolerance))) {
            differ(path, expected, ours + String.format(Locale.ROOT, ", relative error %.1e", error));
        } else if (error > worst && !tinyP) {
            worst = error;
            where = path;
        }
    }

    /** R's summary rounds this one to two decimals; closer than its rounding nothing can be compared. */
    private void compareRounded(String path, JsonNode expected, double ours, double roundingError) {
        numbers++;
        if (!expected.isNumber() || !(Math.abs(expected.asDouble() - ours) <= roundingError)) {
            differ(path, expected.toString(), ours);
        }
    }

    /** What was computed as one minus something has absolute, not relative digits. */
    private void compareOneMinus(String path, JsonNode expected, double ours) {
        if (expected.isNumber() && expected.asDouble() < ROUNDING_OF_ONE / tolerance) {
            compareRounded(path, expected, ours, ROUNDING_OF_ONE);
        } else {
            compareLeaf(path, expected, ours);
        }
    }

    /** Of two nearly equal numbers only the digits of both are left to compare. */
    private void compareDifference(String path, JsonNode expected, Difference ours) {
        double left = ROUNDING_OF_ONE * Math.abs(ours.of());
        if (expected.isNumber() && Math.abs(expected.asDouble()) * tolerance < left) {
            compareRounded(path, expected, ours.value(), 10 * left);
        } else {
            compareLeaf(path, expected, ours.value());
        }
    }

    private static boolean isP(String path) {
        String field = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\[.*", "");
        return field.equals("p") || field.startsWith("p_") || field.startsWith("p.value") || field.equals("pvalue");
    }

    private void differ(String path, Object expected, Object ours) {
        if (difference == null) {
            difference = path + ": expected " + expected + ", ours " + ours;
        }
    }

    /** A number whose expected counterpart was rounded before it was written. */
    record RoundedToTwoDecimals(double value) {}

    /** A difference of two numbers as large as {@code of}. */
    record Difference(double value, double of) {}

    /** A P value whose counterpart is {@code 1 - pchisq(...)}: cmprsk does it so. */
    record OneMinus(double value) {}
}
