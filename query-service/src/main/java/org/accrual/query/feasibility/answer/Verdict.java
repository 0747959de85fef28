package org.accrual.query.feasibility.answer;

/** What can be said of a printed number, from what is printed beside it alone. */
public enum Verdict {
    /** Some data would be printed so. */
    POSSIBLE,
    /** Nothing was shown either way; the sentence says why. */
    UNDECIDED,
    /** No data whatsoever would be printed so, under the conventions stated. */
    IMPOSSIBLE
}
