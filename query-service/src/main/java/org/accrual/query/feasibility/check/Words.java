package org.accrual.query.feasibility.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.accrual.query.feasibility.question.Rounding;

/** Numbers and lists as a reader wants them. */
final class Words {
    private static final int DIGITS = 4;

    private Words() {}

    /** Four significant digits, "0.08811"; a hundredth of a percent is "0.01". */
    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) return value == 0 ? "0" : Double.toString(value);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        if (Math.abs(value) < 1e-6) return rounded.stripTrailingZeros().toString();
        return rounded.stripTrailingZeros().toPlainString();
    }

    static String percent(double value) {
        return number(value) + " %";
    }

    /** "a, b and c". */
    static String list(List<?> parts, String conjunction) {
        if (parts.isEmpty()) return "none";
        if (parts.size() == 1) return parts.getFirst().toString();
        List<String> texts = parts.stream().map(Object::toString).toList();
        return String.join(", ", texts.subList(0, texts.size() - 1)) + " " + conjunction + " " + texts.getLast();
    }

    /** Empty unless digits would have to be cut off although rounding was allowed as well. */
    static String onlyTruncated(List<Rounding> conventions, Set<Rounding> allowed) {
        boolean only = conventions.equals(List.of(Rounding.TRUNCATED)) && allowed.size() > 1;
        return only ? ", but only if digits were cut off instead of rounded" : "";
    }
}
