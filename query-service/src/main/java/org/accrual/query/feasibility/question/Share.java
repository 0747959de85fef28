package org.accrual.query.feasibility.question;

import java.util.List;
import java.util.Set;

/**
 * A part of a group, as a count, a percentage, or both.
 *
 * @param label may be null
 * @param count may be null
 * @param percentage may be null, but not both
 */
public record Share(String label, Integer count, Printed percentage) {

    /** Whole numbers in a row; none if {@code lowest} is above {@code highest}. */
    public record Counts(int lowest, int highest) {
        public boolean none() {
            return lowest > highest;
        }
    }

    /** The counts of n that would be printed so. */
    public Counts counts(int n, Set<Rounding> allowed) {
        if (n == 0 && percentage != null) return new Counts(1, 0);
        if (count != null) {
            boolean fits = count <= n
                    && (percentage == null || !conventions(count, n, allowed).isEmpty());
            return fits ? new Counts(count, count) : new Counts(1, 0);
        }
        Bounds bounds = percentage.bounds(allowed);
        int lowest = (int) Math.max(0, Math.floor(bounds.lowest() * n / 100) - 1);
        int highest = (int) Math.min(n, Math.ceil(bounds.highest() * n / 100) + 1);
        while (lowest <= highest && conventions(lowest, n, allowed).isEmpty()) lowest++;
        while (lowest <= highest && conventions(highest, n, allowed).isEmpty()) highest--;
        return new Counts(lowest, highest);
    }

    /** By which conventions so many of n are printed as this percentage; all, if none is printed. */
    public List<Rounding> conventions(int k, int n, Set<Rounding> allowed) {
        return percentage == null ? allowed.stream().sorted().toList() : percentage.conventions(100L * k, n, allowed);
    }

    /** "87 %", "13", "13 (87 %)". */
    @Override
    public String toString() {
        if (percentage == null) return count.toString();
        return count == null ? percentage + " %" : count + " (" + percentage + " %)";
    }
}
