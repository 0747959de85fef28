package org.accrual.kernel.language;

/** What a study's rows are: patients of its centers, a published case, or a synthetic reconstruction that is called so wherever it appears. */
public enum DataOrigin {
    CLINICAL,
    PUBLISHED_CASE,
    SYNTHETIC
}
