package org.accrual.query.analysis.cohort;

import java.util.Optional;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.patient.Fact;

/**
 * A member's time from an origin to an endpoint, or to where observation ended without it; days.
 *
 * @param from the origin
 * @param shortest the same as the longest, unless dates are partial
 * @param event whether it ended with the endpoint
 */
public record Followed(Cohort.Member member, Fact<?> from, double shortest, double longest, boolean event) {
    /**
     * @param censored the moment at which observation ends without the endpoint
     * @param leftOut told who can't be followed, and why
     */
    public static Optional<Followed> of(
            Cohort.Member member,
            String origin,
            String endpoint,
            String censored,
            PartialDates partialDates,
            LeftOut leftOut) {
        Optional<Fact<?>> from = member.reading().at(origin);
        Optional<Fact<?>> reached = member.reading().at(endpoint);
        Optional<Fact<?>> end = reached.or(() -> member.reading().at(censored));
        if (from.isEmpty()) return leftOut.without(LeftOut.NO_ORIGIN, member);
        if (end.isEmpty()) return leftOut.without(LeftOut.NOT_FOLLOWED, member);
        Elapsed elapsed = Elapsed.between(from.get(), end.get());
        if (elapsed.lowMonths() == null || elapsed.highMonths() == null)
            return leftOut.without(LeftOut.DATE_UNBOUNDED, member);
        if (partialDates == PartialDates.NEEDS_DAY && !elapsed.isExact())
            return leftOut.without(LeftOut.NEEDS_DAY, member);
        if (elapsed.highMonths() < 0) return leftOut.without(LeftOut.ENDS_BEFORE_ORIGIN, member);
        return Optional.of(new Followed(
                member,
                from.get(),
                Wait.days(Math.max(0, elapsed.lowMonths())),
                Wait.days(elapsed.highMonths()),
                reached.isPresent()));
    }

    public double middle() {
        return (shortest + longest) / 2;
    }

    /** Whether the patient died, and not as the endpoint: the endpoint can't come any more. */
    public boolean diedWithoutEvent() {
        return !event && member.reading().died();
    }
}
