package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;
import org.accrual.statistics.Normal;

/**
 * Whether some order of events and censorings of two groups gives the printed log-rank P. Small groups: every order is
 * looked at. Larger ones: an order is searched for; whether P is smaller than any order allows is proven. What lies
 * between the two stays undecided.
 */
final class LogRankCheck {
    /** Pairs of sizes that are tried. */
    static final int SIZES_MAX = 60;
    /** Patients of both groups. */
    static final int PATIENTS_MAX = 400;

    /** The search is the same for the same question. */
    private static final long SEED = 20031117;

    private static final long STEPS_FOR_A_TEST = 300;

    private final Claim.LogRank claim;
    private final Bounds bounds;
    private final Work work;
    private final List<Witness> nearest = new ArrayList<>();
    private boolean undecided;

    private LogRankCheck(Claim.LogRank claim, Bounds bounds, Work work) {
        this.claim = claim;
        this.bounds = bounds;
        this.work = work;
    }

    static Finding of(Claim.LogRank claim, Question question, Sizes sizes, Work work) {
        String check = "Some order of events gives " + claim.p();
        for (Claim.LogRank.Arm arm : claim.arms())
            if (arm.events() != null
                    && arm.events() > question.group(arm.of()).n().atMost())
                return Finding.impossible(check, arm.of() + " has more events than patients.", List.of());
        List<int[]> pairs = sizes
                .together(claim.arms().stream().map(Claim.LogRank.Arm::of).toList(), work)
                .stream()
                .filter(pair -> pair[0] > 0 && pair[1] > 0)
                .toList();
        if (pairs.isEmpty())
            return Finding.undecided(check, "No sizes of the groups fit everything else: see their sizes.");
        if (pairs.size() > SIZES_MAX)
            return Finding.undecided(
                    check,
                    "The groups can have " + pairs.size() + " pairs of sizes; up to " + SIZES_MAX + " are tried.");
        if (pairs.stream().anyMatch(pair -> pair[0] + pair[1] > PATIENTS_MAX))
            return Finding.undecided(
                    check, "Orders of up to " + PATIENTS_MAX + " patients are tried; these may be more.");
        return new LogRankCheck(claim, claim.p().bounds(question.rounding()), work).finding(check, pairs);
    }

    /** The cheap ways first, for all sizes. */
    private Finding finding(String check, List<int[]> pairs) {
        List<TwoArms> arms = pairs.stream().map(this::arms).toList();
        Optional<Witness> fit = first(arms, this::search);
        List<TwoArms> open = fit.isPresent()
                ? List.of()
                : arms.stream().filter(it -> !neverSoSmall(it)).toList();
        if (fit.isEmpty()) fit = first(open, this::lookAtAll);
        if (fit.isPresent())
            return Finding.possible(
                    check,
                    "An order that gives P = " + Words.number(fit.get().value()) + " was found.",
                    List.of(fit.get()));
        if (undecided)
            return Finding.undecided(
                    check,
                    "No order that gives " + claim.p()
                            + " was found, nor was it shown that there is none: the groups are"
                            + " too large to look at every order.");
        return Finding.impossible(
                check,
                "No order of events and censorings in groups of these sizes gives " + claim.p() + ".",
                extremes());
    }

    private TwoArms arms(int[] sizes) {
        return new TwoArms(
                sizes[0],
                sizes[1],
                claim.arms().get(0).events(),
                claim.arms().get(1).events());
    }

    private static Optional<Witness> first(List<TwoArms> arms, Function<TwoArms, Optional<Witness>> way) {
        return arms.stream().map(way).flatMap(Optional::stream).findFirst();
    }

    private Optional<Witness> search(TwoArms arms) {
        return new OrderingSearch(arms, statistic(), SEED, work)
                .search()
                .map(ordering -> witness(ordering, arms))
                .filter(it -> bounds.contains(it.value()));
    }

    private boolean neverSoSmall(TwoArms arms) {
        double z = statistic().lowest();
        var extremes = new ExtremeOrderings(arms, work);
        if (z == 0 || extremes.reach(z * z) != ExtremeOrderings.Reach.NEVER) return false;
        extremes.ascend();
        extremes.extreme().map(ordering -> witness(ordering, arms)).ifPresent(nearest::add);
        return true;
    }

    private Bounds statistic() {
        return new Bounds(
                bounds.highest() >= 1 ? 0 : z(bounds.highest()),
                bounds.lowest() <= 0 ? Double.MAX_VALUE : z(bounds.lowest()));
    }

    private static double z(double p) {
        return Normal.twoSidedQuantile(1 - p);
    }

    private Optional<Witness> lookAtAll(TwoArms arms) {
        Witness below = null;
        Witness above = null;
        List<Ordering> all = AllOrderings.of(arms, work);
        undecided |= all.isEmpty();
        for (Ordering ordering : all) {
            work.spend(STEPS_FOR_A_TEST);
            double p = ordering.pValue();
            if (bounds.contains(p)) return Optional.of(witness(ordering, arms));
            if (p < bounds.lowest() && (below == null || p > below.value())) below = witness(ordering, arms);
            if (p > bounds.highest() && (above == null || p < above.value())) above = witness(ordering, arms);
        }
        Stream.of(below, above).filter(it -> it != null).forEach(nearest::add);
        return Optional.empty();
    }

    private Witness witness(Ordering ordering, TwoArms arms) {
        String first = claim.arms().get(0).of();
        String second = claim.arms().get(1).of();
        double p = ordering.pValue();
        return Witness.near(
                "In order of time, + for censored: " + ordering.sentence(first, second) + "; P = " + Words.number(p)
                        + ".",
                p,
                List.of(
                        new Witness.Counts(first, arms.atRisk1(), List.of(events(ordering, 0))),
                        new Witness.Counts(second, arms.atRisk2(), List.of(events(ordering, 1)))));
    }

    private static int events(Ordering ordering, int group) {
        return ordering.steps().stream()
                .mapToInt(step -> group == 0 ? step.events1() : step.events2())
                .sum();
    }

    private List<Witness> extremes() {
        Comparator<Witness> byValue = Comparator.comparing(Witness::value);
        return Stream.of(
                        nearest.stream()
                                .filter(it -> it.value() < bounds.lowest())
                                .max(byValue),
                        nearest.stream()
                                .filter(it -> it.value() > bounds.highest())
                                .min(byValue))
                .flatMap(Optional::stream)
                .toList();
    }
}
