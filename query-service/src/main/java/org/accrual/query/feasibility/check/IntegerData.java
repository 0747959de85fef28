package org.accrual.query.feasibility.check;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * n whole numbers within bounds that have a given sum and sum of squares: found, or shown not to exist, by trying every
 * way with the outlying numbers first. Squares have the parity of their numbers, which rules out half of all cases at
 * once (Anaya 2016, GRIMMER).
 */
final class IntegerData {
    private static final long STEPS_FOR_A_NUMBER = 20;

    private final long lowest;
    private final long highest;
    private final Work work;
    private final Deque<Long> chosen = new ArrayDeque<>();
    private final Set<Case> impossible = new HashSet<>();

    IntegerData(long lowest, long highest, Work work) {
        this.lowest = lowest;
        this.highest = highest;
        this.work = work;
    }

    private record Case(int n, long sum, long squares) {}

    /** In descending order; empty if there are none. */
    List<Long> find(int n, long sum, long squares) {
        chosen.clear();
        if (!exists(n, sum, squares)) return List.of();
        return chosen.stream().sorted(Collections.reverseOrder()).toList();
    }

    private boolean exists(int n, long sum, long squares) {
        work.spend(STEPS_FOR_A_NUMBER);
        if (n == 0) return sum == 0 && squares == 0;
        if (sum < n * lowest || sum > n * highest) return false;
        long least = leastSquares(n, sum);
        if (squares < least || (squares - least) % 2 != 0) return false;
        if (squares == least) return balanced(n, sum);
        var here = new Case(n, sum, squares);
        if (impossible.contains(here)) return false;
        if (choose(n, sum, squares)) return true;
        impossible.add(here);
        return false;
    }

    /** The next number lies as far from the mean as the squares allow, then nearer and nearer. */
    private boolean choose(int n, long sum, long squares) {
        long mean = Math.floorDiv(sum, n);
        long farthest = (long) Math.sqrt((double) (squares - leastSquares(n, sum))) + 1;
        for (long distance = farthest; distance >= 0; distance--)
            for (long next : distance == 0 ? new long[] {mean} : new long[] {mean + distance, mean - distance}) {
                if (next < lowest || next > highest) continue;
                chosen.push(next);
                if (exists(n - 1, sum - next, squares - next * next)) return true;
                chosen.pop();
            }
        return false;
    }

    private boolean balanced(int n, long sum) {
        long mean = Math.floorDiv(sum, n);
        long larger = sum - mean * n;
        for (int i = 0; i < n; i++) chosen.push(i < larger ? mean + 1 : mean);
        return true;
    }

    /** Of n whole numbers with this sum: they are as equal as can be. */
    static long leastSquares(int n, long sum) {
        long mean = Math.floorDiv(sum, n);
        long larger = sum - mean * n;
        return larger * (mean + 1) * (mean + 1) + (n - larger) * mean * mean;
    }
}
