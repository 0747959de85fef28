package org.accrual.query.analysis.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.accrual.study.words.Months;

/**
 * A time from an origin, as the plan says it.
 *
 * @param months null if said in days
 * @param days null if said in months
 */
public record TimePoint(BigDecimal months, Integer days) {
    /** A hundred years. */
    public static final int MOST_MONTHS = 1200;

    public static final int MOST_DAYS = 36_525;

    public static List<TimePoint> of(List<BigDecimal> months, List<Integer> days) {
        var times = new ArrayList<TimePoint>();
        months.forEach(it -> times.add(new TimePoint(it, null)));
        days.forEach(it -> times.add(new TimePoint(null, it)));
        return List.copyOf(times);
    }

    public static List<BigDecimal> months(Part at, String name) {
        return at.list(name, 0, Plan.MOST_ENTRIES, part -> part.number(0, MOST_MONTHS));
    }

    public static List<Integer> days(Part at, String name) {
        return at.list(name, 0, Plan.MOST_ENTRIES, part -> part.whole(0, MOST_DAYS));
    }

    public double inDays() {
        return days != null ? days : months.doubleValue() * Months.DAYS_PER_MONTH;
    }

    /** "month 12", "day 30". */
    @Override
    public String toString() {
        return days != null ? "day " + days : "month " + months;
    }
}
