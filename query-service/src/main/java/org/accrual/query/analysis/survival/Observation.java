package org.accrual.query.analysis.survival;

import org.accrual.query.analysis.cohort.Followed;
import org.accrual.query.analysis.cohort.Wait;

/**
 * One patient's time from an origin, and when it was certain which group the patient belongs to.
 *
 * @param treated when the treatment came that makes the patient a member of the group
 * @param joined when it was certain that the patient is a member of the group
 * @param known when membership in cohort and group was certain
 */
record Observation(Followed followed, Wait treated, Wait joined, Wait known) {
    double middle() {
        return followed.middle();
    }

    String group() {
        return followed.member().group();
    }

    /** When the patient joined, by the middle of what is possible; NaN if that is not known to have come later. */
    double joinedLater() {
        double day = joined.middle();
        return day > 0 ? day : Double.NaN;
    }

    /** How much of it lies before it was known that the patient belongs to the group. */
    double immortal() {
        return Double.isNaN(joinedLater()) ? 0 : Math.min(joinedLater(), middle());
    }

    boolean isMemberByLaterTreatment() {
        return treated.middle() > 0;
    }

    /** Whether cohort or group rest on something later than the origin that is no such treatment. */
    boolean conditionedOnTheFuture() {
        double day = known.middle();
        return day > 0 && !(isMemberByLaterTreatment() && day <= Math.min(treated.middle(), middle()));
    }
}
