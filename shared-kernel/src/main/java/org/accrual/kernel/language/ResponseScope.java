package org.accrual.kernel.language;

/** Best overall response, or the response at one visit. */
public enum ResponseScope {
    BEST,
    AT_VISIT
}
