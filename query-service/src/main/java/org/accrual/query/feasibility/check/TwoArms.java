package org.accrual.query.feasibility.check;

import java.util.function.Consumer;

/**
 * Patients still at risk in two groups, and how many of them will have the event.
 *
 * @param events1 null where any number may, like {@code events2}
 */
record TwoArms(int atRisk1, int atRisk2, Integer events1, Integer events2) {

    /** Whoever is alone at risk adds nothing to the test. */
    boolean decided() {
        return atRisk1 == 0 || atRisk2 == 0;
    }

    void forEachStep(Consumer<Ordering.Step> step) {
        if (events1 == null || atRisk1 > events1) step.accept(Ordering.Step.CENSORED_1);
        if (events2 == null || atRisk2 > events2) step.accept(Ordering.Step.CENSORED_2);
        int most1 = events1 == null ? atRisk1 : events1;
        int most2 = events2 == null ? atRisk2 : events2;
        for (int first = 0; first <= most1; first++)
            for (int second = first == 0 ? 1 : 0; second <= most2; second++)
                step.accept(Ordering.Step.events(first, second));
    }

    TwoArms after(Ordering.Step step) {
        return new TwoArms(
                atRisk1 - step.events1() - step.censored1(),
                atRisk2 - step.events2() - step.censored2(),
                events1 == null ? null : events1 - step.events1(),
                events2 == null ? null : events2 - step.events2());
    }

    /** Those left when one group is gone, in any order. */
    java.util.List<Ordering.Step> rest() {
        var rest = new java.util.ArrayList<Ordering.Step>();
        int last1 = events1 == null ? 0 : events1;
        int last2 = events2 == null ? 0 : events2;
        for (int i = 0; i < atRisk1; i++) rest.add(i < last1 ? Ordering.Step.events(1, 0) : Ordering.Step.CENSORED_1);
        for (int i = 0; i < atRisk2; i++) rest.add(i < last2 ? Ordering.Step.events(0, 1) : Ordering.Step.CENSORED_2);
        return rest;
    }
}
