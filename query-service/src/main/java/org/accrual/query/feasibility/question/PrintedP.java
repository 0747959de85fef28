package org.accrual.query.feasibility.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A P value as printed: 0.088, &lt;0.001, &gt;0.05. */
public record PrintedP(Sign sign, Printed number) {
    static final String FORM = "a P value from 0 to 1 as printed, in quotes: \"0.088\", \"<0.001\" or \">0.05\"";
    private static final Pattern P = Pattern.compile("([<>]?)\\s*([01](?:\\.\\d{1,9})?)");

    /** What the paper prints before the number. */
    public enum Sign {
        EQUAL(""),
        LESS("<"),
        GREATER(">");

        private final String text;

        Sign(String text) {
            this.text = text;
        }
    }

    static boolean isOne(String text) {
        Matcher match = P.matcher(text);
        if (!match.matches()) return false;
        double number = Printed.of(match.group(2)).number();
        return number <= 1
                && !(number == 0 && "<".equals(match.group(1)))
                && !(number == 1 && ">".equals(match.group(1)));
    }

    public static PrintedP of(String text) {
        Matcher match = P.matcher(text);
        if (!match.matches()) throw new IllegalArgumentException(text + " is not " + FORM);
        Sign sign = "<".equals(match.group(1)) ? Sign.LESS : ">".equals(match.group(1)) ? Sign.GREATER : Sign.EQUAL;
        return new PrintedP(sign, Printed.of(match.group(2)));
    }

    /** All values of P that would be printed so. */
    public Bounds bounds(Set<Rounding> allowed) {
        return switch (sign) {
            case LESS -> new Bounds(0, Math.nextDown(number.number()));
            case GREATER -> new Bounds(Math.nextUp(number.number()), 1);
            case EQUAL -> {
                Bounds bounds = number.bounds(allowed);
                // A computed P at the very end of its bounds may lie on either side of it.
                double hair = 2 * Printed.SLACK * number.unit();
                yield new Bounds(Math.max(0, bounds.lowest() - hair), Math.min(1, bounds.highest() + hair));
            }
        };
    }

    @JsonValue
    String text() {
        return sign.text + number;
    }

    /** "P = 0.088", "P < 0.001". */
    @Override
    public String toString() {
        return "P " + (sign == Sign.EQUAL ? "=" : sign.text) + " " + number;
    }
}
