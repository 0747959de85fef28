package org.accrual.study.patient;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Months;

/**
 * The time from one fact to another, as far as their dates allow. Two dates that count from the same event share its
 * uncertainty: "8 months after the start" is 8 months after it whenever the start was.
 *
 * @param lowMonths least months; null if nothing bounds it
 * @param highMonths most months; null if nothing bounds it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Elapsed(Double lowMonths, Double highMonths) {
    public static Elapsed between(Fact<?> from, Fact<?> to) {
        for (Fact.Offset later : to.countedFrom()) {
            var earlier = from.offsetFrom(later.from());
            if (earlier.isPresent() && !(earlier.get().atLeast() && later.atLeast()))
                return between(earlier.get(), later);
        }
        return between(from.date(), to.date());
    }

    /** Both count from one event: its own date, however vague, makes no difference. */
    private static Elapsed between(Fact.Offset from, Fact.Offset to) {
        double stated = to.months() - from.months() + (to.days() - from.days()) / Months.DAYS_PER_MONTH;
        return new Elapsed(from.atLeast() ? null : stated, to.atLeast() ? null : stated);
    }

    /** From the bounds alone. */
    public static Elapsed between(ClinicalDate from, ClinicalDate to) {
        return new Elapsed(
                from.latest() == null || to.earliest() == null ? null : Months.between(from.latest(), to.earliest()),
                from.earliest() == null || to.latest() == null ? null : Months.between(from.earliest(), to.latest()));
    }

    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isExact() {
        return lowMonths != null && lowMonths.equals(highMonths);
    }
}
