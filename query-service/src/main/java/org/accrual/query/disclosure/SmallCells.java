package org.accrual.query.disclosure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The one rule for whoever may see aggregates only: fewer patients than {@link #SMALLEST}, but not none, are not told
 * of, neither by their number nor by two numbers or figures from which theirs would follow.
 */
public final class SmallCells {
    /** The usual threshold of statistical offices. */
    public static final int SMALLEST = 5;

    private SmallCells() {}

    /** Nobody is nobody: only a small number of somebodies tells. */
    public static boolean isSmall(int patients) {
        return patients > 0 && patients < SMALLEST;
    }

    public static boolean isSmall(Count count) {
        return count.withheld() || isSmall(count.patients());
    }

    /** Those in it are few, or those of a known whole who are not. */
    public static boolean isTelling(int part, int whole) {
        return isSmall(part) || isSmall(whole - part);
    }

    /** A part of a whole whose number is known. */
    public static Count part(int part, int whole) {
        return isTelling(part, whole) ? Count.WITHHELD : Count.of(part);
    }

    /**
     * Parts that add up to a known whole, in their order. A single gap, or gaps that are small together, would follow
     * from the whole: the next smallest parts go, too.
     */
    public static List<Count> parts(List<Integer> parts) {
        List<Integer> bySize = IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing(parts::get))
                .toList();
        var withheld = new HashSet<Integer>();
        int hidden = 0;
        for (int i : bySize) {
            boolean gapWouldTell = !withheld.isEmpty() && (withheld.size() == 1 || hidden < SMALLEST);
            if (parts.get(i) == 0 || !isSmall(parts.get(i)) && !gapWouldTell) continue;
            withheld.add(i);
            hidden += parts.get(i);
        }
        var shown = new ArrayList<Count>();
        for (int i = 0; i < parts.size(); i++)
            shown.add(withheld.contains(i) ? Count.WITHHELD : Count.of(parts.get(i)));
        return shown;
    }

    /** Two figures of sets that differ by a few tell of these few. */
    public static <T> boolean differByFew(Collection<T> one, Collection<T> other) {
        Set<T> left = new HashSet<>(one);
        Set<T> right = new HashSet<>(other);
        long onlyLeft = left.stream().filter(it -> !right.contains(it)).count();
        long onlyRight = right.stream().filter(it -> !left.contains(it)).count();
        return isSmall(Math.toIntExact(onlyLeft + onlyRight));
    }
}
