package org.accrual.query.analysis.kind;

/** What analyses of several kinds have to say. */
public final class Warnings {
    public static final Notice DEATH_COMPETES = new Notice(
            "DEATH_COMPETES",
            "Some patients died without the endpoint and are censored there, as if it could still come to them: one less"
                    + " survival overstates how many come to it. The cumulative incidence with death as a competing event"
                    + " does not.");

    public static final Notice CONDITIONED_ON_THE_FUTURE = new Notice(
            "CONDITIONED_ON_THE_FUTURE",
            "Some patients belong to the cohort or their group only because of what happened after the time origin (a"
                    + " response, a duration without progression): they could not have the event before it.");

    public static final Notice NO_EVENTS =
            new Notice("NO_EVENTS", "Nobody had the event: there is nothing to compare.");

    private Warnings() {}
}
