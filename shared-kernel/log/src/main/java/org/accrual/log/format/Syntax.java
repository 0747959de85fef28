package org.accrual.log.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How a header's value may be written. Strict and hand-written: every reader in every language must draw the same line,
 * and each record passes here, so regular expressions would cost more than the hash.
 */
public final class Syntax {
    static final int SLUG_MAX = 40;
    static final int TOKEN_MAX = 64;
    static final int ACTOR_MAX = 128;
    static final int ROLE_MAX = 32;
    static final int TYPE_NAME_MAX = 64;
    static final int REVISION_DIGITS_MAX = 9;
    static final int SEQUENCE_DIGITS_MAX = 18;
    static final int SIGNATURE_DIGITS = 128;
    private static final int TIME_LENGTH = "2026-01-31T23:59:59.123456Z".length();
    private static final String TIME_SHAPE = "dddd-dd-ddTdd:dd:dd.ddddddZ";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private Syntax() {}

    public static boolean isSlug(String text) {
        return within(text, SLUG_MAX)
                && isAlphanumeric(text.charAt(0))
                && text.chars().allMatch(Syntax::isSlugCharacter);
    }

    /** An opaque id: the same characters as a slug, but longer. */
    public static boolean isToken(String text) {
        return within(text, TOKEN_MAX) && text.chars().allMatch(Syntax::isSlugCharacter);
    }

    /** Without commas, so that a plain list of headers, as kcat prints it, has one meaning. */
    public static boolean isActor(String text) {
        return within(text, ACTOR_MAX) && text.chars().allMatch(c -> isVisible(c) && c != ',');
    }

    public static boolean isRole(String text) {
        return within(text, ROLE_MAX) && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_');
    }

    public static boolean isTypeName(String text) {
        return within(text, TYPE_NAME_MAX)
                && text.charAt(0) >= 'A'
                && text.charAt(0) <= 'Z'
                && text.chars().allMatch(Syntax::isAlphanumeric);
    }

    /** A name that survives every client's decoding unchanged. */
    public static boolean isHeaderName(String text) {
        return !text.isEmpty() && text.chars().allMatch(Syntax::isVisible);
    }

    /** The canonical lower-case form only. */
    public static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !(isDigit(c) || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The 64 bytes of an Ed25519 signature, in lower-case hexadecimal. */
    public static boolean isSignature(String text) {
        return text.length() == SIGNATURE_DIGITS && text.chars().allMatch(c -> isDigit(c) || c >= 'a' && c <= 'f');
    }

    /** A decimal from 1, without sign or leading zero. */
    public static boolean isPositive(String text, int maximalDigits) {
        return within(text, maximalDigits)
                && text.charAt(0) != '0'
                && text.chars().allMatch(Syntax::isDigit);
    }

    /** RFC 3339 in UTC with exactly six fractional digits, or empty for anything else: 31 February, a leap second, the year 0. */
    public static Optional<Instant> time(String text) {
        if (!hasTimeShape(text) || text.startsWith("0000")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            number(text, 20, 26) * 1_000)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** Writes what {@link #time} reads; the instant is {@link #isWritable writable}. */
    public static String time(Instant instant) {
        LocalDateTime t = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(TIME_LENGTH);
        digits(text, t.getYear(), 4).append('-');
        digits(text, t.getMonthValue(), 2).append('-');
        digits(text, t.getDayOfMonth(), 2).append('T');
        digits(text, t.getHour(), 2).append(':');
        digits(text, t.getMinute(), 2).append(':');
        digits(text, t.getSecond(), 2).append('.');
        return digits(text, t.getNano() / 1_000, 6).append('Z').toString();
    }

    /** Whether {@link #time(Instant)} loses nothing of it. */
    public static boolean isWritable(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).equals(instant)
                && !instant.isBefore(EARLIEST)
                && instant.isBefore(AFTER_LATEST);
    }

    private static boolean hasTimeShape(String text) {
        if (text.length() != TIME_LENGTH) {
            return false;
        }
        for (int i = 0; i < TIME_LENGTH; i++) {
            char shape = TIME_SHAPE.charAt(i);
            char c = text.charAt(i);
            if (shape == 'd' ? !isDigit(c) : c != shape) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static StringBuilder digits(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        return text.repeat('0', width - digits.length()).append(digits);
    }

    private static boolean within(String text, int maximum) {
        return !text.isEmpty() && text.length() <= maximum;
    }

    private static boolean isSlugCharacter(int c) {
        return isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
    }

    private static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isVisible(int c) {
        return c >= 0x21 && c <= 0x7e;
    }
}
