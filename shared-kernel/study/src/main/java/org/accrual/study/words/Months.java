package org.accrual.study.words;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The one convention for durations: months are days / 30.4375, declared on every result. */
public final class Months {
    public static final double DAYS_PER_MONTH = 30.4375;

    private Months() {}

    public static double between(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) / DAYS_PER_MONTH;
    }
}
