package org.accrual.statistics;

/** How events at the same time share their risk set. */
public enum Ties {
    /** Each of d tied events sees the risk set less 0, 1/d, 2/d … of the dead (Efron 1977): nearly exact; R's default. */
    EFRON,
    /** Each sees the whole risk set (Breslow 1974): biased towards 0 with many ties. */
    BRESLOW;

    /** The share of the dead's sums that is left out for the j-th of d tied events. */
    public double leftOut(int j, int deaths) {
        return this == BRESLOW ? 0 : (double) j / deaths;
    }
}
