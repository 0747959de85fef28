package org.accrual.study.words;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When something happened to a patient, as precisely as the source says and no more. Both bounds are inclusive days.
 *
 * <p>In JSON either the full form or, for what a calendar can say, ISO text: {@code "2003-01-17"}, {@code "2003-01"},
 * {@code "2003"}. An anchored date has no bounds of its own: it is {@link Anchor#event()}'s date moved by the anchor's
 * offset, and moves again when that event's date is corrected.
 *
 * @param earliest first possible day; null if UNKNOWN or anchored
 * @param latest last possible day; null if AFTER, UNKNOWN or anchored
 * @param anchor null unless the date is stated relative to another event of the same patient; then the precision says
 *     how the offset is meant: APPROXIMATE (at about that time) or AFTER (at that time or any later)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClinicalDate(
        @Nullable LocalDate earliest,
        @Nullable LocalDate latest,
        Precision precision,
        @Nullable Anchor anchor) {
    /** How much the source says about a date. */
    public enum Precision {
        DAY,
        MONTH,
        YEAR,
        APPROXIMATE,
        AFTER,
        UNKNOWN
    }

    /**
     * "3 months after the resection".
     *
     * @param event the event that the source counts from
     * @param months whole months, negative for "before"
     * @param days further days
     */
    public record Anchor(EventId event, int months, int days) {
        private static final int MAX_MONTHS = 1200;

        public Anchor {
            Check.present("anchor.event", event);
            Check.between("anchor.months", months, -MAX_MONTHS, MAX_MONTHS);
            Check.between("anchor.days", days, -36_600, 36_600);
        }
    }

    /** By the earliest possible day, undated last, then by the latest; says nothing about certainty. */
    public static final Comparator<ClinicalDate> CLINICAL_ORDER = Comparator.comparing(
                    ClinicalDate::earliest, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ClinicalDate::latest, Comparator.nullsLast(Comparator.naturalOrder()));

    public static final ClinicalDate UNKNOWN = new ClinicalDate(null, null, Precision.UNKNOWN, null);

    private static final int FIRST_YEAR = 1850;
    private static final int LAST_YEAR = 2200;
    /** Half a month: an offset in months counted from a day is known to the month, not to the day. */
    private static final int HALF_MONTH_DAYS = 15;

    @JsonCreator
    public ClinicalDate {
        Check.present("date.precision", precision);
        inRange(earliest);
        inRange(latest);
        if (anchor != null) checkAnchored(earliest, latest, precision);
        else checkBounds(earliest, latest, precision);
    }

    private static void checkAnchored(LocalDate earliest, LocalDate latest, Precision precision) {
        if (earliest != null || latest != null)
            throw new InvalidValue("date", "is anchored to an event and can't have bounds of its own");
        if (precision != Precision.APPROXIMATE && precision != Precision.AFTER)
            throw new InvalidValue("date.precision", "of an anchored date must be APPROXIMATE or AFTER");
    }

    private static void checkBounds(LocalDate earliest, LocalDate latest, Precision precision) {
        boolean fits = switch (precision) {
            case DAY -> earliest != null && earliest.equals(latest);
            case MONTH ->
                earliest != null
                        && earliest.equals(YearMonth.from(earliest).atDay(1))
                        && YearMonth.from(earliest).atEndOfMonth().equals(latest);
            case YEAR ->
                earliest != null
                        && earliest.getDayOfYear() == 1
                        && Year.from(earliest)
                                .atDay(Year.from(earliest).length())
                                .equals(latest);
            case APPROXIMATE -> earliest != null && latest != null && !latest.isBefore(earliest);
            case AFTER -> earliest != null && latest == null;
            case UNKNOWN -> earliest == null && latest == null;
        };
        if (!fits)
            throw new InvalidValue(
                    "date", "has bounds " + earliest + " to " + latest + " that do not fit its precision " + precision);
    }

    private static void inRange(LocalDate day) {
        if (day != null && (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR))
            throw new InvalidValue("date", day + " is not between the years " + FIRST_YEAR + " and " + LAST_YEAR);
    }

    /**
     * @param text a day, month or year in ISO 8601
     * @throws InvalidValue if it is none, or none that the calendar has
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ClinicalDate of(String text) {
        Check.present("date", text);
        try {
            return switch (text.length()) {
                case 10 -> day(LocalDate.parse(text));
                case 7 -> month(YearMonth.parse(text));
                case 4 -> year(Year.parse(text));
                default ->
                    throw new InvalidValue(
                            "date", "'" + abbreviated(text) + "' is not a day, month or year in ISO 8601");
            };
        } catch (DateTimeException e) {
            throw new InvalidValue("date", "'" + text + "' is not a day, month or year of the calendar");
        }
    }

    private static String abbreviated(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    public static ClinicalDate day(LocalDate day) {
        return new ClinicalDate(day, day, Precision.DAY, null);
    }

    public static ClinicalDate month(YearMonth month) {
        return new ClinicalDate(month.atDay(1), month.atEndOfMonth(), Precision.MONTH, null);
    }

    public static ClinicalDate year(Year year) {
        return new ClinicalDate(year.atDay(1), year.atDay(year.length()), Precision.YEAR, null);
    }

    public static ClinicalDate approximately(LocalDate earliest, LocalDate latest) {
        return new ClinicalDate(earliest, latest, Precision.APPROXIMATE, null);
    }

    /** On that day or any later one. */
    public static ClinicalDate after(LocalDate earliest) {
        return new ClinicalDate(earliest, null, Precision.AFTER, null);
    }

    public static ClinicalDate monthsAfter(EventId event, int months) {
        return new ClinicalDate(null, null, Precision.APPROXIMATE, new Anchor(event, months, 0));
    }

    /** Every day of the one lies before every day of the other. Unresolved anchors are certain of nothing. */
    public boolean certainlyBefore(ClinicalDate other) {
        return latest != null && other.earliest != null && latest.isBefore(other.earliest);
    }

    public boolean certainlyAfter(ClinicalDate other) {
        return other.certainlyBefore(this);
    }

    /** Both are known to the day, or to equal bounds that leave no doubt about their order. */
    @JsonIgnore
    public boolean isDay() {
        return precision == Precision.DAY;
    }

    /**
     * This anchored date's bounds, given its anchor's date: whatever was uncertain there stays uncertain here, and an
     * offset in months from a day is good to half a month either way.
     *
     * @param origin the resolved date of {@link Anchor#event()}
     */
    public ClinicalDate resolvedFrom(ClinicalDate origin) {
        if (anchor == null || origin.precision == Precision.UNKNOWN) return anchor == null ? this : UNKNOWN;
        LocalDate first = moved(origin.earliest);
        if (precision == Precision.AFTER || origin.latest == null) return after(first);
        LocalDate last = moved(origin.latest);
        return switch (origin.precision) {
            case DAY ->
                anchor.months == 0
                        ? day(first)
                        : approximately(first.minusDays(HALF_MONTH_DAYS), last.plusDays(HALF_MONTH_DAYS));
            case MONTH -> anchor.days == 0 ? month(YearMonth.from(first)) : approximately(first, last);
            case YEAR, APPROXIMATE -> approximately(first, last);
            case AFTER, UNKNOWN -> throw new IllegalStateException("a date with no latest day was handled above");
        };
    }

    private LocalDate moved(LocalDate day) {
        return day.plusMonths(anchor.months).plusDays(anchor.days);
    }

    @Override
    public String toString() {
        if (anchor != null)
            return (precision == Precision.AFTER ? "later than " : "") + anchor.months + " months"
                    + (anchor.days == 0 ? "" : " " + anchor.days + " days") + " after event " + anchor.event;
        return switch (precision) {
            case DAY -> earliest.toString();
            case MONTH -> YearMonth.from(earliest).toString();
            case YEAR -> Year.from(earliest).toString();
            case APPROXIMATE -> earliest + " to " + latest;
            case AFTER -> "from " + earliest + " on";
            case UNKNOWN -> "unknown";
        };
    }
}
