package org.accrual.query.analysis.evaluation;

/**
 * One patient's time from an origin, in days; the shortest and the longest differ where dates are partial.
 *
 * @param event whether it ended with the endpoint
 * @param treated when the treatment that makes the patient a member of the group happened; NaN if none does
 * @param known when membership in cohort and group was certain; NaN if it always was
 */
record Observation(Cohort.Member member, double shortest, double longest, boolean event, double treated, double known) {
    double middle() {
        return (shortest + longest) / 2;
    }

    String group() {
        return member.group();
    }

    /** How much of it lies before the treatment without which the patient would not be in the group. */
    double immortal() {
        return Double.isNaN(treated) ? 0 : Math.clamp(treated, 0, middle());
    }

    /** Whether cohort or group rest on something later than the origin that is no such treatment. */
    boolean conditionedOnTheFuture() {
        return known > 0 && !(known <= immortal());
    }
}
