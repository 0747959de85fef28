package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;
import org.accrual.statistics.Normal;

/**
 * Whether a ratio, its limits and its P fit each other. Wald limits are exp(ln ratio ± z·se), so the ratio is the
 * geometric mean of its limits, and P = 2Φ(−z (ln upper + ln lower)/(ln upper − ln lower)): Altman and Bland (2011).
 */
final class RatioCheck {
    /** Stands for zero, whose logarithm there is not. */
    private static final double LEAST = 1e-12;

    private final Claim.Ratio claim;
    private final Bounds estimate;
    private final Bounds lower;
    private final Bounds upper;
    private final double z;
    private final Question question;

    private RatioCheck(Claim.Ratio claim, Question question) {
        this.claim = claim;
        this.question = question;
        this.estimate = logarithm(claim.estimate().bounds(question.rounding()));
        this.lower = logarithm(claim.lower().bounds(question.rounding()));
        this.upper = logarithm(claim.upper().bounds(question.rounding()));
        this.z = Normal.twoSidedQuantile(claim.level().number() / 100);
    }

    static List<Finding> of(Claim.Ratio claim, Question question) {
        if (claim.lower() == null)
            return List.of(Finding.undecided(
                    "The ratio fits what is printed beside it",
                    "Without confidence limits a ratio of " + claim.estimate() + " fits "
                            + (claim.p() == null ? "anything" : "any P value") + "."));
        return new RatioCheck(claim, question).findings();
    }

    private static Bounds logarithm(Bounds bounds) {
        return new Bounds(
                StrictMath.log(Math.max(bounds.lowest(), LEAST)), StrictMath.log(Math.max(bounds.highest(), LEAST)));
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(order());
        if (!ordered()) return findings;
        Finding symmetric = symmetry();
        findings.add(symmetric);
        if (claim.p() != null) findings.add(pValue(symmetric));
        return findings;
    }

    private boolean ordered() {
        return lower.lowest() <= estimate.highest()
                && estimate.lowest() <= upper.highest()
                && lower.lowest() < upper.highest();
    }

    private Finding order() {
        String check = "The ratio lies between its limits";
        String sentence = claim.estimate() + (ordered() ? " lies" : " does not lie") + " between " + claim.lower()
                + " and " + claim.upper() + ".";
        return ordered()
                ? Finding.possible(check, sentence, List.of())
                : Finding.impossible(check, sentence, List.of());
    }

    private Finding symmetry() {
        String check = "The limits are as far below the ratio as above it, as factors";
        if (!claim.wald())
            return Finding.undecided(
                    check, "Limits that are not Wald's (profile likelihood, exact, bootstrap) need not be.");
        double least = StrictMath.exp((lower.lowest() + upper.lowest()) / 2);
        double most = StrictMath.exp((lower.highest() + upper.highest()) / 2);
        String mean = "These limits belong to a ratio from " + Words.number(least) + " to " + Words.number(most);
        return polygon().isEmpty()
                ? Finding.impossible(
                        check,
                        mean + ", their geometric mean, not to " + claim.estimate()
                                + ": limits from a Cox or logistic model are symmetric on the logarithm's scale.",
                        List.of(
                                Witness.near("The lowest ratio that fits the limits.", least, List.of()),
                                Witness.near("The highest ratio that fits the limits.", most, List.of())))
                : Finding.possible(check, mean + ", and " + claim.estimate() + " is one.", List.of());
    }

    private Finding pValue(Finding symmetric) {
        String check = "P follows from the ratio and its limits";
        if (!claim.wald())
            return Finding.undecided(
                    check, "P follows from Wald limits only; these are others, or P is another test's.");
        if (polygon().isEmpty())
            return Finding.undecided(check, "The limits do not fit the ratio: " + symmetric.check() + ".");
        Bounds fitting = fittingP();
        Bounds printed = claim.p().bounds(question.rounding());
        String follows = "From " + claim.estimate() + " (" + claim.lower() + " to " + claim.upper() + ", "
                + claim.level() + " %) follows a Wald P from " + Words.number(fitting.lowest()) + " to "
                + Words.number(fitting.highest());
        if (printed.lowest() <= fitting.highest() && fitting.lowest() <= printed.highest())
            return Finding.possible(check, follows + ", and " + claim.p() + " is one.", List.of());
        return Finding.impossible(
                check,
                follows + ", not " + claim.p()
                        + ". (If P is a log-rank or likelihood ratio test's, say \"limits\": \"OTHER\".)",
                List.of(
                        Witness.near("The lowest P that fits the limits.", fitting.lowest(), List.of()),
                        Witness.near("The highest P that fits the limits.", fitting.highest(), List.of())));
    }

    /** (ln lower + ln upper)/(ln upper − ln lower) is monotone along every line, so its extremes lie at the corners. */
    private Bounds fittingP() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] corner : polygon()) {
            double width = corner[1] - corner[0];
            double statistic = width <= 0
                    ? Math.signum(corner[0] + corner[1]) * Double.MAX_VALUE
                    : z * (corner[0] + corner[1]) / width;
            least = Math.min(least, statistic);
            most = Math.max(most, statistic);
        }
        double nearest = least <= 0 && most >= 0 ? 0 : Math.min(Math.abs(least), Math.abs(most));
        return new Bounds(Normal.twoSidedP(Math.max(Math.abs(least), Math.abs(most))), Normal.twoSidedP(nearest));
    }

    /** Corners of all (ln lower, ln upper) whose mean is a logarithm of the ratio: a rectangle cut by a strip. */
    private List<double[]> polygon() {
        List<double[]> corners = List.of(
                new double[] {lower.lowest(), upper.lowest()},
                new double[] {lower.highest(), upper.lowest()},
                new double[] {lower.highest(), upper.highest()},
                new double[] {lower.lowest(), upper.highest()});
        return cut(cut(corners, 1, 2 * estimate.highest()), -1, -2 * estimate.lowest());
    }

    /** The part of a polygon where sign · (x + y) ≤ limit (Sutherland and Hodgman 1974). */
    private static List<double[]> cut(List<double[]> corners, int sign, double limit) {
        var kept = new ArrayList<double[]>();
        for (int i = 0; i < corners.size(); i++) {
            double[] from = corners.get(i);
            double[] to = corners.get((i + 1) % corners.size());
            double here = limit - sign * (from[0] + from[1]);
            double there = limit - sign * (to[0] + to[1]);
            if (here >= 0) kept.add(from);
            if (here >= 0 != there >= 0) {
                double share = here / (here - there);
                kept.add(new double[] {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])});
            }
        }
        return kept;
    }
}
