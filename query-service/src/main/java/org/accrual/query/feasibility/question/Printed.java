package org.accrual.query.feasibility.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A number as printed: its digits say how exact it is, so 0.50 is not 0.5. */
public record Printed(BigDecimal value) {
    static final String FORM = "a number as printed, in quotes and with a decimal point: \"87\", \"0.50\", \"-1.2\"";
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    /** What arithmetic with doubles may be off, in units of the last printed digit. */
    static final double SLACK = 1e-7;

    static boolean isOne(String text) {
        return NUMBER.matcher(text).matches();
    }

    public static Printed of(String text) {
        return new Printed(new BigDecimal(text));
    }

    /** The allowed conventions by which the fraction is printed so; exact, whatever the numbers are. */
    public List<Rounding> conventions(long numerator, long denominator, Set<Rounding> allowed) {
        return allowed.stream()
                .filter(rounding -> BigDecimal.valueOf(numerator)
                                .divide(BigDecimal.valueOf(denominator), value.scale(), rounding.mode())
                                .compareTo(value)
                        == 0)
                .sorted()
                .toList();
    }

    /**
     * All values that one of the conventions prints so. An end that is printed otherwise (0.995 is not cut off to 0.99,
     * nor is 0.985 rounded down to it) is left out by a hair, one that is printed so taken in.
     */
    public Bounds bounds(Set<Rounding> allowed) {
        double magnitude = Math.abs(number());
        double away = magnitude + distance(allowed, true);
        if (value.signum() == 0) return new Bounds(-away, away);
        double toward = magnitude - distance(allowed, false);
        return value.signum() > 0 ? new Bounds(toward, away) : new Bounds(-away, -toward);
    }

    /** Of the farthest such value, away from zero or toward it. */
    private double distance(Set<Rounding> allowed, boolean away) {
        return allowed.stream()
                .mapToDouble(rounding -> distance(rounding, away))
                .max()
                .orElse(0);
    }

    private double distance(Rounding rounding, boolean away) {
        double hair = SLACK * unit();
        boolean even = !value.unscaledValue().testBit(0);
        return switch (rounding) {
            case TRUNCATED -> away ? unit() - hair : hair;
            case HALF_UP -> unit() / 2 + (away ? -hair : hair);
            case HALF_EVEN -> unit() / 2 + (even ? hair : -hair);
        };
    }

    /** One of the last digit. */
    public double unit() {
        return BigDecimal.ONE.movePointLeft(value.scale()).doubleValue();
    }

    public double number() {
        return value.doubleValue();
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toPlainString();
    }
}
