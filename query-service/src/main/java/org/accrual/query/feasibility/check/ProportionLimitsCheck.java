package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.IntervalMethod;
import org.accrual.query.feasibility.question.Question;
import org.accrual.query.feasibility.question.Share;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Normal;
import org.accrual.statistics.tables.Proportion;

/** Whether a common method gives the printed confidence limits of a proportion, for any count that fits. */
final class ProportionLimitsCheck {
    private static final long STEPS_FOR_AN_INTERVAL = 2_000;

    private ProportionLimitsCheck() {}

    static List<Finding> of(Claim.ProportionLimits claim, Question question, Sizes sizes, Work work) {
        List<Finding> impossible = ShareChecks.impossibleShares(claim.of(), List.of(claim.share()), question);
        if (!impossible.isEmpty()) return impossible;
        String check = "A common method gives " + claim.lower() + " to " + claim.upper() + " %";
        var fits = new ArrayList<Witness>();
        var others = new ArrayList<Scored>();
        for (int n : sizes.of(claim.of())) {
            Share.Counts counts = claim.share().counts(n, question.rounding());
            for (int k = counts.lowest(); n > 0 && k <= counts.highest() && fits.size() < Finding.MOST_FITS; k++)
                for (IntervalMethod method : claim.methods()) {
                    work.spend(STEPS_FOR_AN_INTERVAL);
                    note(method, k, n, claim, question, fits, others);
                }
        }
        if (!fits.isEmpty())
            return List.of(Finding.possible(check, fits.getFirst().sentence(), fits));
        if (others.isEmpty())
            return List.of(
                    Finding.undecided(check, "No size of " + claim.of() + " fits everything else: see its sizes."));
        return List.of(Finding.impossible(
                check,
                "Neither "
                        + Words.list(
                                claim.methods().stream()
                                        .map(IntervalMethod::words)
                                        .toList(),
                                "nor")
                        + " gives these limits for any count that fits. (Limits of a Kaplan–Meier estimate are others.)",
                others.stream().map(Scored::witness).toList()));
    }

    /** Of each method, the interval that is nearest. */
    private record Scored(IntervalMethod method, double distance, Witness witness) {}

    private static void note(
            IntervalMethod method,
            int k,
            int n,
            Claim.ProportionLimits claim,
            Question question,
            List<Witness> fits,
            List<Scored> others) {
        Interval limits = limits(method, k, n, claim.level().number() / 100);
        Bounds lower = claim.lower().bounds(question.rounding());
        Bounds upper = claim.upper().bounds(question.rounding());
        var witness = witness(method, k, n, limits, claim);
        if (fits(lower, limits.lower()) && fits(upper, limits.upper())) {
            if (fits.size() < Finding.MOST_FITS) fits.add(witness);
            return;
        }
        double distance =
                Math.abs(100 * limits.lower() - lower.middle()) + Math.abs(100 * limits.upper() - upper.middle());
        boolean nearer = others.stream().noneMatch(it -> it.method == method && it.distance <= distance);
        if (!nearer) return;
        others.removeIf(it -> it.method == method);
        others.add(new Scored(method, distance, witness));
    }

    /** Wald's and Agresti and Coull's limits leave 0 to 1; whether a paper cuts them there is its own choice. */
    private static boolean fits(Bounds printed, double limit) {
        return printed.contains(100 * limit) || printed.contains(100 * Math.clamp(limit, 0, 1));
    }

    private static Witness witness(IntervalMethod method, int k, int n, Interval limits, Claim.ProportionLimits claim) {
        return Witness.near(
                k + " of " + n + ": " + method.words() + " gives " + Words.number(100 * limits.lower()) + " to "
                        + Words.percent(100 * limits.upper()) + ".",
                100.0 * k / n,
                List.of(new Witness.Counts(claim.of(), n, List.of(k))));
    }

    static Interval limits(IntervalMethod method, int k, int n, double level) {
        double z = Normal.twoSidedQuantile(level);
        return switch (method) {
            case WILSON -> Proportion.of(k, n, level).wilson();
            case CLOPPER_PEARSON -> Proportion.of(k, n, level).clopperPearson();
            case WALD -> around((double) k / n, n, z);
            // Agresti and Coull (1998): Wald's after z²/2 successes and z²/2 failures more.
            case AGRESTI_COULL -> around((k + z * z / 2) / (n + z * z), n + z * z, z);
        };
    }

    private static Interval around(double p, double n, double z) {
        double half = z * Math.sqrt(p * (1 - p) / n);
        return new Interval(p - half, p + half);
    }
}
