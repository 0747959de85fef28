package org.accrual.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.accrual.statistics.RefusedAnalysis.Reason;

/**
 * A column that divides the rows: treatment groups, strata, centers, clusters.
 *
 * @param codes one per row, an index into {@code labels}
 * @param labels the groups' names, in the order in which results list them; a label that no row carries is kept, so
 *     that an analysis can refuse it by name
 */
public record Groups(int[] codes, List<String> labels) {

    public Groups {
        labels = List.copyOf(labels);
        int size = labels.size();
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] < 0 || codes[row] >= size) {
                throw new RefusedAnalysis(
                        Reason.INVALID_ARGUMENT, "Row %d has no group: code %d.".formatted(row, codes[row]));
            }
        }
    }

    /** Everyone in one group. */
    public static Groups one(int rows, String label) {
        return new Groups(new int[rows], List.of(label));
    }

    /** One group per distinct value, in numeric order. */
    public static Groups of(int[] values) {
        if (values.length == 0) {
            return new Groups(new int[0], List.of());
        }
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        long range = (long) highest - lowest + 1;
        return range <= TimeAxis.countingRange(values.length)
                ? byCounting(values, lowest, (int) range)
                : byComparison(values);
    }

    private static Groups byCounting(int[] values, int lowest, int range) {
        int[] codeOf = new int[range];
        for (int value : values) {
            codeOf[value - lowest] = 1;
        }
        List<String> labels = new ArrayList<>();
        for (int slot = 0; slot < range; slot++) {
            if (codeOf[slot] == 1) {
                codeOf[slot] = labels.size();
                labels.add(Integer.toString(lowest + slot));
            }
        }
        int[] codes = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            codes[row] = codeOf[values[row] - lowest];
        }
        return new Groups(codes, labels);
    }

    private static Groups byComparison(int[] values) {
        int[] levels = Arrays.stream(values).sorted().distinct().toArray();
        int[] codes = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            codes[row] = Arrays.binarySearch(levels, values[row]);
        }
        return new Groups(
                codes, Arrays.stream(levels).mapToObj(Integer::toString).toList());
    }

    /** One group per distinct value, in the natural order of the text. */
    public static Groups of(List<String> values) {
        return of(values, List.copyOf(new TreeSet<>(values)));
    }

    /** The given labels in the given order; a value outside them is refused. */
    public static Groups of(List<String> values, List<String> labels) {
        Map<String, Integer> codeOf = new HashMap<>();
        for (String label : labels) {
            codeOf.put(label, codeOf.size());
        }
        int[] codes = new int[values.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codeOf.getOrDefault(values.get(row), -1);
        }
        return new Groups(codes, labels);
    }

    public int rows() {
        return codes.length;
    }

    public int size() {
        return labels.size();
    }

    /** How many rows each group has. */
    public int[] counts() {
        int[] counts = new int[size()];
        for (int code : codes) {
            counts[code]++;
        }
        return counts;
    }

    /** Row numbers of one group, ascending. */
    public int[] rowsOf(int group) {
        int[] rows = new int[counts()[group]];
        int next = 0;
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == group) {
                rows[next++] = row;
            }
        }
        return rows;
    }

    /** The same labels for a selection of rows. */
    public Groups select(int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = codes[rows[i]];
        }
        return new Groups(selected, labels);
    }

    /** One group per pair of this and the other column that some row has, ordered by this one first. */
    public Groups crossed(Groups other) {
        Check.sameLength(rows(), other.rows(), "The other column");
        int[] both = new int[rows()];
        for (int row = 0; row < both.length; row++) {
            both[row] = codes[row] * other.size() + other.codes[row];
        }
        Groups pairs = of(both);
        return new Groups(
                pairs.codes,
                pairs.labels.stream()
                        .mapToInt(Integer::parseInt)
                        .mapToObj(
                                pair -> labels.get(pair / other.size()) + ", " + other.labels.get(pair % other.size()))
                        .toList());
    }

    public void requireEachOccupied() {
        int[] counts = counts();
        for (int group = 0; group < counts.length; group++) {
            Check.that(counts[group] > 0, Reason.EMPTY_GROUP, "Nobody belongs to group \"%s\".", labels.get(group));
        }
    }
}
