package org.accrual.tools.validation;

/** What became of a case. */
sealed interface Verdict {

    /**
     * Every number agrees.
     *
     * @param worst the largest relative error
     * @param where the field in which it arose
     */
    record Agrees(double worst, String where, int numbers) implements Verdict {}

    /** A refusal or warning was expected, and given. */
    record RefusedOrWarned(String sentence) implements Verdict {}

    record Differs(String what) implements Verdict {}

    record NotSupported(String what) implements Verdict {}
}
