package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.accrual.query.feasibility.question.Rounding;
import org.accrual.query.feasibility.question.Share;

/** Parts of a group: one share, with the rest of the group unnamed, or several that are the whole group together. */
record Parts(List<Share> shares, Set<Rounding> rounding) {

    boolean fit(int n) {
        List<Share.Counts> counts = counts(n);
        if (counts.stream().anyMatch(Share.Counts::none)) return false;
        return counts.size() == 1 || (least(counts) <= n && most(counts) >= n);
    }

    List<Share.Counts> counts(int n) {
        return shares.stream().map(share -> share.counts(n, rounding)).toList();
    }

    static long least(List<Share.Counts> counts) {
        return counts.stream().mapToLong(Share.Counts::lowest).sum();
    }

    static long most(List<Share.Counts> counts) {
        return counts.stream().mapToLong(Share.Counts::highest).sum();
    }

    /** Every way to fill a table's row of n; a single share is followed by the rest. */
    List<int[]> rows(int n, Work work) {
        var rows = new ArrayList<int[]>();
        forEachRow(n, work, row -> {
            work.spend(row.length * 4L);
            rows.add(row.clone());
            return true;
        });
        return rows;
    }

    /** @param more told of each row until it says no; the array is used again */
    void forEachRow(int n, Work work, Predicate<int[]> more) {
        List<Share.Counts> counts = counts(n);
        if (counts.stream().anyMatch(Share.Counts::none)) return;
        if (counts.size() == 1) {
            for (int k = counts.getFirst().lowest(); k <= counts.getFirst().highest(); k++)
                if (!more.test(new int[] {k, n - k})) return;
            return;
        }
        fill(new int[counts.size()], 0, n, counts, work, more);
    }

    private static boolean fill(
            int[] row, int cell, int left, List<Share.Counts> counts, Work work, Predicate<int[]> more) {
        work.spend(1);
        if (cell == row.length) return left != 0 || more.test(row);
        List<Share.Counts> later = counts.subList(cell + 1, row.length);
        long lowest = Math.max(counts.get(cell).lowest(), left - most(later));
        long highest = Math.min(counts.get(cell).highest(), left - least(later));
        for (long k = lowest; k <= highest; k++) {
            row[cell] = (int) k;
            if (!fill(row, cell + 1, left - (int) k, counts, work, more)) return false;
        }
        return true;
    }
}
