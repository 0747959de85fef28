package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Group;
import org.accrual.query.feasibility.question.Question;
import org.accrual.query.feasibility.question.Share;

/**
 * How many patients the groups can have. A size has to fit everything that is printed of its group, and the sums that it
 * is part of; a claim that fits no size whatever is wrong by itself and says nothing about sizes.
 */
final class Sizes {
    private static final long STEPS_FOR_A_SUM = 5_000_000;
    private static final long STEPS_FOR_A_SIZE = 10;

    private final Map<String, List<Integer>> fitting = new HashMap<>();
    private final List<Claim.Total> totals;

    Sizes(Question question) {
        for (Group group : question.groups()) fitting.put(group.name(), fitting(group, question));
        totals = question.claims().stream()
                .filter(Claim.Total.class::isInstance)
                .map(Claim.Total.class::cast)
                .filter(total -> !total.of().isEmpty() && addsUp(total))
                .toList();
    }

    private static List<Integer> fitting(Group group, Question question) {
        List<Integer> all = sizes(group);
        Stream<IntPredicate> requirements = question.claims().stream()
                .flatMap(claim -> requirements(claim, group.name(), question))
                .filter(requirement -> all.stream().anyMatch(requirement::test));
        IntPredicate together = requirements.reduce(_ -> true, IntPredicate::and);
        return all.stream().filter(together::test).toList();
    }

    private static List<Integer> sizes(Group group) {
        return IntStream.rangeClosed(group.n().atLeast(), group.n().atMost())
                .boxed()
                .toList();
    }

    private static Stream<IntPredicate> requirements(Claim claim, String group, Question question) {
        return switch (claim) {
            case Claim.Percentage it -> parts(it.of().equals(group), List.of(it.share()), question);
            case Claim.Breakdown it -> parts(it.of().equals(group), it.parts(), question);
            case Claim.ProportionLimits it -> parts(it.of().equals(group), List.of(it.share()), question);
            case Claim.Comparison it ->
                it.rows().stream().flatMap(row -> parts(row.of().equals(group), row.cells(), question));
            case Claim.Mean it ->
                it.of().equals(group) ? Stream.of(n -> MeanCheck.sumExists(it, n, question.rounding())) : Stream.of();
            case Claim.LogRank it ->
                it.arms().stream().filter(arm -> arm.of().equals(group)).flatMap(arm -> events(true, arm.events()));
            case Claim.Median it -> events(it.of().equals(group), it.events());
            case Claim.Survival it -> events(it.of().equals(group), it.events());
            case Claim.Total _, Claim.Significance _, Claim.Ratio _ -> Stream.of();
        };
    }

    private static Stream<IntPredicate> parts(boolean concerned, List<Share> shares, Question question) {
        return concerned ? Stream.of(new Parts(shares, question.rounding())::fit) : Stream.of();
    }

    private static Stream<IntPredicate> events(boolean concerned, Integer events) {
        return concerned && events != null ? Stream.of(n -> n >= events) : Stream.of();
    }

    /** Without regard to sums. */
    List<Integer> of(String group) {
        return fitting.get(group);
    }

    /** What would take too long to find out is taken to add up: that claim's own check says that it is undecided. */
    private boolean addsUp(Claim.Total total) {
        try {
            return !reachable(total, new Work(STEPS_FOR_A_SUM)).isEmpty();
        } catch (Work.TooMuch _) {
            return true;
        }
    }

    /** The first sizes that add up to the total by itself; empty if none do. */
    List<Integer> reachable(Claim.Total total, Work work) {
        var found = new ArrayList<Integer>();
        search(new int[total.of().size()], 0, total.of(), List.of(total), work, sizes -> {
            IntStream.of(sizes).forEach(found::add);
            return false;
        });
        return found;
    }

    /** Every way to give the wanted groups sizes such that all sums hold, the other groups' sizes being what they may. */
    List<int[]> together(List<String> wanted, Work work) {
        var groups = new ArrayList<>(connected(wanted));
        var found = new ArrayList<int[]>();
        search(new int[groups.size()], 0, wanted, totals, work, sizes -> {
            if (completes(sizes, wanted.size(), groups, work)) found.add(Arrays.copyOf(sizes, wanted.size()));
            return true;
        });
        return found;
    }

    private boolean completes(int[] sizes, int known, List<String> groups, Work work) {
        boolean[] complete = {false};
        search(sizes, known, groups, totals, work, _ -> {
            complete[0] = true;
            return false;
        });
        return complete[0];
    }

    private LinkedHashSet<String> connected(List<String> wanted) {
        var groups = new LinkedHashSet<>(wanted);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Claim.Total total : totals)
                if (total.of().stream().anyMatch(groups::contains)) grown |= groups.addAll(total.of());
        }
        return groups;
    }

    /**
     * @param sizes of the groups, known up to {@code next}
     * @param more told of all sizes until it says no
     */
    private boolean search(
            int[] sizes, int next, List<String> groups, List<Claim.Total> sums, Work work, Predicate<int[]> more) {
        work.spend(STEPS_FOR_A_SIZE);
        if (!sums.stream().allMatch(total -> canHold(total, sizes, next, groups))) return true;
        if (next == groups.size()) return more.test(sizes);
        for (int n : fitting.get(groups.get(next))) {
            sizes[next] = n;
            if (!search(sizes, next + 1, groups, sums, work, more)) return false;
        }
        return true;
    }

    private boolean canHold(Claim.Total total, int[] sizes, int known, List<String> groups) {
        long least = 0;
        long most = 0;
        for (String group : total.of()) {
            int index = groups.subList(0, known).indexOf(group);
            List<Integer> possible = fitting.get(group);
            if (index < 0 && possible.isEmpty()) return false;
            least += index < 0 ? possible.getFirst() : sizes[index];
            most += index < 0 ? possible.getLast() : sizes[index];
        }
        return least <= total.n().atMost() && most >= total.n().atLeast();
    }
}
