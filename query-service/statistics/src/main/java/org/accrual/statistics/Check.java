package org.accrual.statistics;

import java.util.Locale;
import org.accrual.statistics.RefusedAnalysis.Reason;

/** The refusals that every analysis shares. */
public final class Check {

    private Check() {}

    public static void that(boolean holds, Reason reason, String sentence, Object... values) {
        if (!holds) {
            throw new RefusedAnalysis(reason, String.format(Locale.ROOT, sentence, values));
        }
    }

    public static void argument(boolean holds, String sentence, Object... values) {
        that(holds, Reason.INVALID_ARGUMENT, sentence, values);
    }

    public static void sameLength(int expected, int actual, String column) {
        that(expected == actual, Reason.UNEQUAL_LENGTHS, "%s has %d rows, not %d.", column, actual, expected);
    }

    public static void finite(double value, String column, int row) {
        if (!Double.isFinite(value)) {
            throw new RefusedAnalysis(Reason.NOT_A_NUMBER, "%s of row %d is %s.".formatted(column, row, value));
        }
    }
}
