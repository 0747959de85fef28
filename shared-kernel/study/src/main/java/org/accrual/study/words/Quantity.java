package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A measured value or its stated bound. In JSON a number, or text with the comparator: {@code 4}, {@code "<2.5"}. */
public record Quantity(Comparator comparator, BigDecimal value) {
    /** How the source relates the true value to the stated one. */
    public enum Comparator {
        EQUAL(""),
        LESS("<"),
        GREATER(">");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }
    }

    private static final int MAX = 1_000_000;

    public Quantity {
        Check.present("comparator", comparator);
        Check.between("value", Check.present("value", value), 0, MAX);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Quantity of(BigDecimal value) {
        return new Quantity(Comparator.EQUAL, value);
    }

    /** @throws InvalidValue unless the text is a comparator, less or greater, and a number */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Quantity of(String text) {
        String stated = Check.text("value", text).strip();
        Comparator comparator = stated.startsWith("<")
                ? Comparator.LESS
                : stated.startsWith(">") ? Comparator.GREATER : Comparator.EQUAL;
        try {
            return new Quantity(
                    comparator,
                    new BigDecimal(stated.substring(comparator.sign.length()).strip()));
        } catch (NumberFormatException e) {
            throw new InvalidValue("value", "is neither a number nor a number behind < or >");
        }
    }

    /** Certainly more than nothing: 4, ">0", but not "<5". */
    public boolean certainlyPositive() {
        return comparator == Comparator.GREATER || comparator == Comparator.EQUAL && value.signum() > 0;
    }

    @JsonValue
    Object json() {
        return comparator == Comparator.EQUAL ? value : toString();
    }

    @Override
    public String toString() {
        return comparator.sign + value.toPlainString();
    }
}
