package org.accrual.statistics;

import java.util.Locale;

/** What speaks against trusting a number, although it could be computed. */
public record Warning(Kind kind, String sentence) {

    public static Warning of(Kind kind, String sentence, Object... values) {
        return new Warning(kind, String.format(Locale.ROOT, sentence, values));
    }

    /** The name of a concern; the sentence says where it arose. */
    public enum Kind {
        NO_EVENTS,
        NO_EVENTS_IN_GROUP,
        FEW_EVENTS_PER_COVARIATE,
        EXPECTED_BELOW_FIVE,
        EMPTY_MARGIN,
        TIES_IN_RANKS,
        HEAVY_TIES,
        SMALL_SAMPLE,
        NON_PROPORTIONAL_HAZARDS,
        SEPARATION,
        COLLINEAR,
        NOT_CONVERGED,
        HORIZON_BEYOND_FOLLOW_UP,
        NEVER_REACHED,
        EMPTY_RISK_SET,
        LATE_ENTRY,
        IMBALANCE,
        UNMATCHED,
        EXTREME_WEIGHTS,
        FEW_CENTERS,
        FEW_CLUSTERS,
        CENTERS_LEFT_OUT,
        HETEROGENEOUS_CENTERS
    }
}
