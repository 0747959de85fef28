package org.accrual.query.views;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How people put subject numbers in order: S2 before S10. */
public final class SubjectNumbers {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** Longer ones still have an order, only not by value. */
    private static final int DIGITS_MAX = 20;

    private SubjectNumbers() {}

    private record Normalized<T>(String normalized, String number, T thing) {}

    /** By the value of the digits in it, and by the text where these are equal; things of one number stay as they stood. */
    public static <T> List<T> inOrder(List<T> things, Function<T, String> number) {
        return things.stream()
                .map(thing -> new Normalized<>(normalized(number.apply(thing)), number.apply(thing), thing))
                .sorted(Comparator.comparing((Normalized<T> it) -> it.normalized())
                        .thenComparing(Normalized::number))
                .map(Normalized::thing)
                .toList();
    }

    static String normalized(String number) {
        return DIGITS.matcher(number).replaceAll(SubjectNumbers::padded);
    }

    private static String padded(MatchResult digits) {
        return "0".repeat(Math.max(0, DIGITS_MAX - digits.group().length())) + digits.group();
    }
}
