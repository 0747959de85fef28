package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;

/**
 * What a Kaplan–Meier curve of so many patients can be. It falls by the factor (r − 1)/r at an event with r at risk, once
 * for each event of several at one time, so that its values are products over the places of the events; where
 * somebody is censored, a place is passed without one.
 */
final class CurveChecks {
    /** More patients' curves take almost any value, and trying them takes long. */
    static final int PATIENTS_MAX = 1_000;

    private static final int PLACES_SHOWN = 24;

    private CurveChecks() {}

    static Finding median(Claim.Median claim, Question question, Sizes sizes) {
        String check = "The median is " + (claim.reached() ? "reached" : "not reached") + " after " + claim.events()
                + " events";
        List<Integer> possible = sizes.of(claim.of());
        if (possible.isEmpty())
            return claim.events() > question.group(claim.of()).n().atMost()
                    ? Finding.impossible(check, "There are fewer patients than events.", List.of())
                    : Finding.undecided(check, "No size of " + claim.of() + " fits everything else: see its sizes.");
        if (claim.events() > possible.getLast())
            return Finding.impossible(check, "There are fewer patients than events.", List.of());
        if (claim.reached())
            return claim.events() == 0
                    ? Finding.impossible(check, "Without an event no curve falls.", List.of())
                    : Finding.possible(
                            check, "The curve falls to 0 if the last patient at risk has the event.", List.of());
        int most = possible.getLast();
        double highest = 100.0 * (most - claim.events()) / most;
        String sentence = "The curve ends at " + Words.percent(highest) + " at most, where all " + claim.events()
                + " events come before anybody of " + most + " is censored";
        return 2 * (most - claim.events()) < most
                ? Finding.impossible(check, sentence + ": below one half.", List.of())
                : Finding.possible(check, sentence + ".", List.of());
    }

    static Finding survival(Claim.Survival claim, Question question, Sizes sizes, Work work) {
        String check = "A Kaplan–Meier curve of " + claim.of() + " can stand at " + claim.percentage() + " %";
        List<Integer> possible = sizes.of(claim.of());
        if (possible.isEmpty() || possible.getLast() == 0)
            return Finding.undecided(check, "No size of " + claim.of() + " fits everything else: see its sizes.");
        if (possible.getLast() > PATIENTS_MAX)
            return Finding.undecided(
                    check, "Curves of up to " + PATIENTS_MAX + " patients are tried; these may be more.");
        var nearest = new ArrayList<Witness>();
        for (int n : possible) {
            if (n == 0) continue;
            var values = new Values(n, claim, claim.percentage().bounds(question.rounding()), work);
            Witness fit = values.search();
            if (fit != null) return Finding.possible(check, fit.sentence(), List.of(fit));
            nearest.addAll(values.nearest());
        }
        return Finding.impossible(
                check,
                "No order of events and censorings of "
                        + question.group(claim.of()).n() + " patients gives a curve at " + claim.percentage() + " %.",
                nearest.size() > 2 ? List.of() : nearest);
    }

    /** Every value of the curve of n patients, highest first, until one is in bounds. */
    private static final class Values {
        private static final long STEPS_FOR_A_VALUE = 5;

        private final int n;
        private final Claim.Survival claim;
        private final Bounds bounds;
        private final Work work;
        private final List<Integer> atRisk = new ArrayList<>();
        private final int most;
        private Witness below;
        private Witness above;

        Values(int n, Claim.Survival claim, Bounds bounds, Work work) {
            this.n = n;
            this.claim = claim;
            this.bounds = bounds;
            this.work = work;
            this.most = claim.events() == null ? n : claim.events();
        }

        Witness search() {
            return search(n, 1);
        }

        private Witness search(int r, double survival) {
            work.spend(STEPS_FOR_A_VALUE);
            double percent = 100 * survival;
            if (bounds.contains(percent)) return witness(percent);
            if (percent < bounds.lowest()) {
                if (below == null || percent > below.value()) below = witness(percent);
                return null;
            }
            if (above == null || percent < above.value()) above = witness(percent);
            for (int next = r; next >= 1 && atRisk.size() < most; next--) {
                atRisk.add(next);
                Witness found = search(next - 1, survival * (next - 1) / next);
                atRisk.removeLast();
                if (found != null) return found;
            }
            return null;
        }

        private Witness witness(double percent) {
            String events = atRisk.isEmpty() ? "No event yet" : "Events with " + places() + " at risk, of " + n;
            return Witness.near(
                    events + ": " + Words.percent(percent) + ".",
                    percent,
                    List.of(new Witness.Counts(claim.of(), n, List.of(atRisk.size()))));
        }

        private String places() {
            if (atRisk.size() <= PLACES_SHOWN) return Words.list(atRisk, "and");
            return atRisk.getFirst() + " to " + atRisk.getLast() + " (" + atRisk.size() + " events)";
        }

        List<Witness> nearest() {
            return Stream.of(below, above).filter(it -> it != null).toList();
        }
    }
}
