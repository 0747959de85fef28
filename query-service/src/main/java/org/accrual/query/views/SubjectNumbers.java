package org.accrual.query.views;

import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How people put subject numbers in order: S2 before S10. */
public final class SubjectNumbers {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** Longer ones still have an order, only not by value. */
    private static final int DIGITS_MAX = 20;

    /** By the value of the digits in it, and by the text where these are equal. */
    public static final Comparator<String> ORDER =
            Comparator.comparing(SubjectNumbers::normalized).thenComparing(Comparator.naturalOrder());

    private SubjectNumbers() {}

    static String normalized(String number) {
        return DIGITS.matcher(number).replaceAll(SubjectNumbers::padded);
    }

    private static String padded(MatchResult digits) {
        return "0".repeat(Math.max(0, DIGITS_MAX - digits.group().length())) + digits.group();
    }
}
