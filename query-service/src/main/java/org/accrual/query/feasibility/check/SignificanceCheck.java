package org.accrual.query.feasibility.check;

import java.util.List;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;

/** Whether the text says of a P value what its level says. Significant means below alpha. */
final class SignificanceCheck {
    private SignificanceCheck() {}

    static Finding of(Claim.Significance claim, Question question) {
        Bounds p = claim.p().bounds(question.rounding());
        double alpha = claim.alpha().number();
        String check = (claim.significant() ? "Significant at " : "Not significant at ") + claim.p();
        boolean never = claim.significant() ? p.lowest() >= alpha : p.highest() < alpha;
        boolean always = claim.significant() ? p.highest() < alpha : p.lowest() >= alpha;
        if (always)
            return Finding.possible(
                    check, claim.p() + " is what it is called at the level " + claim.alpha() + ".", List.of());
        if (never)
            return Finding.impossible(
                    check,
                    claim.p() + (claim.significant() ? " is not below the level " : " is below the level ")
                            + claim.alpha() + ": the text calls it " + (claim.significant() ? "" : "not ")
                            + "significant.",
                    List.of());
        return Finding.undecided(
                check,
                claim.p() + " stands for anything from " + Words.number(p.lowest()) + " to " + Words.number(p.highest())
                        + ", on both sides of the level " + claim.alpha() + ".");
    }
}
