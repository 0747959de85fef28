package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Verdict;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;
import org.accrual.query.feasibility.question.Rounding;
import org.accrual.query.feasibility.question.Share;
import org.accrual.query.feasibility.question.Size;

/** Whether counts exist for the percentages, and whether parts and groups add up. GRIM (Brown and Heathers 2017). */
final class ShareChecks {
    private ShareChecks() {}

    /** Whether some size that the group was declared to have gives the share, whatever else is printed of the group. */
    static Finding share(String group, Share share, Question question) {
        String check = "A whole number of " + group + " gives " + share;
        Size size = question.group(group).n();
        var parts = new Parts(List.of(share), question.rounding());
        List<Witness> fits = sizes(size)
                .filter(parts::fit)
                .limit(Finding.MOST_FITS)
                .mapToObj(n -> fit(group, share, n, question))
                .toList();
        if (fits.isEmpty()) return Finding.impossible(check, no(group, share, size), nearest(group, share, size));
        return Finding.possible(check, fits.getFirst().sentence(), fits);
    }

    private static IntStream sizes(Size size) {
        return IntStream.rangeClosed(size.atLeast(), size.atMost()).filter(n -> n > 0);
    }

    private static Witness fit(String group, Share share, int n, Question question) {
        int k = share.counts(n, question.rounding()).lowest();
        List<Rounding> conventions = share.conventions(k, n, question.rounding());
        String sentence = k + " of " + n + " is " + Words.percent(100.0 * k / n)
                + (share.percentage() == null ? "" : ", printed as " + share.percentage() + " %")
                + Words.onlyTruncated(conventions, question.rounding()) + ".";
        return new Witness(sentence, 100.0 * k / n, List.of(new Witness.Counts(group, n, List.of(k))), conventions);
    }

    private static String no(String group, Share share, Size size) {
        if (share.count() == null)
            return "No number of " + size + " patients in " + group + " is " + share.percentage() + " %.";
        if (share.percentage() == null || share.count() > size.atMost())
            return share.count() + " is more than all of " + group + " (" + size + ").";
        return share.count() + " of " + size + " patients in " + group + " is not " + share.percentage() + " %.";
    }

    /** The nearest percentages below and above; with a count stated, what that count is. */
    private static List<Witness> nearest(String group, Share share, Size size) {
        if (share.percentage() == null) return List.of();
        double printed = share.percentage().number();
        List<Witness> near = sizes(size)
                .boxed()
                .flatMap(n -> candidates(share, n).distinct().boxed().map(k -> near(group, k, n)))
                .toList();
        Comparator<Witness> byValue = Comparator.comparing(Witness::value);
        return Stream.concat(
                        near.stream().filter(it -> it.value() < printed).max(byValue).stream(),
                        near.stream().filter(it -> it.value() >= printed).min(byValue).stream())
                .toList();
    }

    private static IntStream candidates(Share share, int n) {
        if (share.count() != null) return IntStream.of(share.count()).filter(k -> k <= n);
        int below = (int) Math.floor(share.percentage().number() * n / 100);
        return IntStream.of(below, Math.min(n, below + 1));
    }

    private static Witness near(String group, int k, int n) {
        double value = 100.0 * k / n;
        return Witness.near(
                k + " of " + n + " is " + Words.percent(value) + ".",
                value,
                List.of(new Witness.Counts(group, n, List.of(k))));
    }

    static List<Finding> breakdown(Claim.Breakdown claim, Question question, Sizes sizes, Work work) {
        var findings = new ArrayList<Finding>(impossibleShares(claim.of(), claim.parts(), question));
        if (!findings.isEmpty()) return findings;
        String check = "The parts of " + claim.of() + " are the whole of it";
        var parts = new Parts(claim.parts(), question.rounding());
        for (int n : sizes.of(claim.of())) {
            List<Witness> found = new ArrayList<>();
            parts.forEachRow(n, work, row -> {
                found.add(row(claim, row, n));
                return false;
            });
            if (!found.isEmpty())
                return List.of(Finding.possible(check, found.getFirst().sentence(), found));
        }
        return List.of(unfit(check, claim, question, parts));
    }

    private static Witness row(Claim.Breakdown claim, int[] row, int n) {
        List<Integer> cells =
                IntStream.of(row).boxed().limit(claim.parts().size()).toList();
        return new Witness(
                Words.list(cells, "and") + " fit, of " + n + ".",
                null,
                List.of(new Witness.Counts(claim.of(), n, cells)),
                List.of());
    }

    private static Finding unfit(String check, Claim.Breakdown claim, Question question, Parts parts) {
        Size size = question.group(claim.of()).n();
        if (sizes(size).anyMatch(parts::fit))
            return Finding.undecided(
                    check,
                    "The parts fit a size that " + claim.of() + " can't have by the other claims: see its sizes.");
        List<Share.Counts> counts = parts.counts(size.atMost());
        String sums = counts.stream().anyMatch(Share.Counts::none)
                ? ""
                : " With " + size.atMost() + " patients the parts are "
                        + new Size((int) Parts.least(counts), (int) Parts.most(counts)) + " together.";
        return Finding.impossible(
                check, "No counts that fit the parts add up to " + claim.of() + " (" + size + ")." + sums, List.of());
    }

    /** Nothing where every share is possible by itself. */
    static List<Finding> impossibleShares(String group, List<Share> shares, Question question) {
        return shares.stream()
                .map(share -> share(group, share, question))
                .filter(finding -> finding.verdict() == Verdict.IMPOSSIBLE)
                .toList();
    }

    static Finding total(Claim.Total claim, Sizes sizes, Work work) {
        String check = "The groups have " + claim.n() + " patients together";
        List<List<Integer>> possible = claim.of().stream().map(sizes::of).toList();
        if (possible.stream().anyMatch(List::isEmpty))
            return Finding.undecided(check, "One of the groups has no possible size: see the groups' sizes.");
        List<Integer> found = sizes.reachable(claim, work);
        if (!found.isEmpty())
            return Finding.possible(
                    check,
                    Words.list(claim.of(), "and") + " can have " + Words.list(found, "and") + " patients: "
                            + found.stream().mapToInt(n -> n).sum() + " together.",
                    List.of());
        int least = possible.stream().mapToInt(List::getFirst).sum();
        int most = possible.stream().mapToInt(List::getLast).sum();
        return Finding.impossible(
                check,
                "By what is printed of each, " + Words.list(claim.of(), "and") + " have " + new Size(least, most)
                        + " patients together; no sizes of theirs give " + claim.n() + ".",
                List.of());
    }
}
