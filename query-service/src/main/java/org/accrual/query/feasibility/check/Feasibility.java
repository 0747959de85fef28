package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.accrual.query.feasibility.answer.Answer;
import org.accrual.query.feasibility.answer.Answer.Checked;
import org.accrual.query.feasibility.answer.Answer.GroupSizes;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Verdict;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Group;
import org.accrual.query.feasibility.question.Question;
import org.accrual.query.feasibility.question.Rounding;

/** Says of everything that a paper prints whether the rest of it allows that. Pure: the same question, the same answer. */
public final class Feasibility {
    /** Shared evenly by the groups and claims of a question. */
    static final long STEPS_MAX = 300_000_000;

    private Feasibility() {}

    public static Answer of(Question question) {
        var sizes = new Sizes(question);
        long share = STEPS_MAX / (question.groups().size() + question.claims().size());
        List<GroupSizes> groups = question.groups().stream()
                .map(group -> sizes(group, sizes, new Work(share)))
                .toList();
        var claims = new ArrayList<Checked>();
        for (int i = 0; i < question.claims().size(); i++)
            claims.add(checked("/claims/" + i, question.claims().get(i), question, sizes, new Work(share)));
        Verdict worst = Answer.worst(Stream.concat(
                        groups.stream().map(GroupSizes::verdict),
                        claims.stream().map(Checked::verdict))
                .toList());
        List<Rounding> rounding = question.rounding().stream().sorted().toList();
        return new Answer(question.title(), worst, rounding, groups, claims, conventions(rounding));
    }

    private static GroupSizes sizes(Group group, Sizes sizes, Work work) {
        try {
            List<Integer> possible = sizes.together(List.of(group.name()), work).stream()
                    .map(pair -> pair[0])
                    .toList();
            return sizes(group, possible);
        } catch (Work.TooMuch e) {
            return new GroupSizes(group.name(), Verdict.UNDECIDED, e.getMessage(), List.of(), false);
        }
    }

    private static GroupSizes sizes(Group group, List<Integer> possible) {
        boolean more = possible.size() > GroupSizes.MOST_SIZES;
        List<Integer> shown = possible.stream().limit(GroupSizes.MOST_SIZES).toList();
        String sentence = possible.isEmpty()
                ? "No size (declared: " + group.n() + ") fits all that is printed of " + group.name()
                        + " and of the groups it is added up with."
                : group.name() + " can have "
                        + (more ? possible.size() + " sizes" : Words.list(shown, "or") + " patients")
                        + (group.n().known() ? "" : " (declared: " + group.n() + ")") + ".";
        return new GroupSizes(
                group.name(), possible.isEmpty() ? Verdict.IMPOSSIBLE : Verdict.POSSIBLE, sentence, shown, more);
    }

    private static Checked checked(String at, Claim claim, Question question, Sizes sizes, Work work) {
        try {
            return Checked.of(at, claim.name(), findings(claim, question, sizes, work));
        } catch (Work.TooMuch e) {
            return Checked.of(at, claim.name(), List.of(Finding.undecided(claim.name(), e.getMessage())));
        }
    }

    private static List<Finding> findings(Claim claim, Question question, Sizes sizes, Work work) {
        return switch (claim) {
            case Claim.Percentage it -> List.of(ShareChecks.share(it.of(), it.share(), question));
            case Claim.Total it -> List.of(ShareChecks.total(it, sizes, work));
            case Claim.Breakdown it -> ShareChecks.breakdown(it, question, sizes, work);
            case Claim.Mean it -> MeanCheck.of(it, question, sizes, work);
            case Claim.Comparison it -> TableCheck.of(it, question, sizes, work);
            case Claim.Significance it -> List.of(SignificanceCheck.of(it, question));
            case Claim.Ratio it -> RatioCheck.of(it, question);
            case Claim.LogRank it -> List.of(LogRankCheck.of(it, question, sizes, work));
            case Claim.Median it -> List.of(CurveChecks.median(it, question, sizes));
            case Claim.Survival it -> List.of(CurveChecks.survival(it, question, sizes, work));
            case Claim.ProportionLimits it -> ProportionLimitsCheck.of(it, question, sizes, work);
        };
    }

    private static List<String> conventions(List<Rounding> rounding) {
        return List.of(
                "A printed number may be "
                        + Words.list(rounding.stream().map(Rounding::words).toList(), "or") + ".",
                "All claims about a group are about the same patients; where values are missing, declare a group for"
                        + " those counted.",
                "P values are two-sided. A P is significant if it is below its level.",
                "Standard deviations are with n − 1. Log-rank: hypergeometric variance; events precede censorings at"
                        + " the same time.",
                "Possible means that some data would be printed so, not that these were the data.");
    }
}
