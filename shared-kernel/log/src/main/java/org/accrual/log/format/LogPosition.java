package org.accrual.log.format;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A cut through the log: the next offset to read in each partition. It advances over void records too.
 * A partition that is not named stands at 0, so equal cuts are equal values.
 */
public record LogPosition(SortedMap<Integer, Long> nextOffsets) {
    /** Before the first record of every partition; its text is empty. */
    public static final LogPosition START = new LogPosition(Map.of());

    /** More partitions than any topic of ours has: a position comes from outside, so its size is bounded. */
    public static final int PARTITIONS_MAX = 10_000;

    private static final int DIGITS_MAX = 18;

    public LogPosition {
        nextOffsets = normalized(nextOffsets);
    }

    public LogPosition(Map<Integer, Long> nextOffsets) {
        this(new TreeMap<>(nextOffsets));
    }

    /** Reads {@code p0:123,p1:7}. @throws IllegalArgumentException that names what can't be read */
    public static LogPosition parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0 || !part.startsWith("p")) {
                throw unreadable(text, part);
            }
            long partition = number(text, part, part.substring(1, colon));
            if (partition >= PARTITIONS_MAX
                    || offsets.put((int) partition, number(text, part, part.substring(colon + 1))) != null) {
                throw unreadable(text, part);
            }
        }
        return new LogPosition(offsets);
    }

    /** The position just after one record. */
    public static LogPosition after(int partition, long offset) {
        return START.with(partition, offset + 1);
    }

    public long next(int partition) {
        return nextOffsets.getOrDefault(partition, 0L);
    }

    public LogPosition with(int partition, long nextOffset) {
        TreeMap<Integer, Long> offsets = new TreeMap<>(nextOffsets);
        offsets.put(partition, nextOffset);
        return new LogPosition(offsets);
    }

    /** Whether everything before the other position lies before this one. */
    public boolean covers(LogPosition other) {
        return other.nextOffsets.entrySet().stream().allMatch(e -> next(e.getKey()) >= e.getValue());
    }

    /** The least position that covers both. */
    public LogPosition max(LogPosition other) {
        TreeMap<Integer, Long> offsets = new TreeMap<>(nextOffsets);
        other.nextOffsets.forEach((partition, next) -> offsets.merge(partition, next, Math::max));
        return new LogPosition(offsets);
    }

    /** {@code p0:123,p1:7}, by partition. */
    @Override
    public String toString() {
        return nextOffsets.entrySet().stream()
                .map(e -> "p" + e.getKey() + ":" + e.getValue())
                .collect(Collectors.joining(","));
    }

    private static SortedMap<Integer, Long> normalized(SortedMap<Integer, Long> offsets) {
        TreeMap<Integer, Long> normalized = new TreeMap<>();
        offsets.forEach((partition, next) -> {
            if (partition < 0 || next < 0) {
                throw new IllegalArgumentException("neither a partition nor an offset is negative: " + offsets);
            }
            if (next > 0) {
                normalized.put(partition, next);
            }
        });
        return Collections.unmodifiableSortedMap(normalized);
    }

    private static long number(String text, String part, String digits) {
        if (digits.isEmpty() || digits.length() > DIGITS_MAX || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw unreadable(text, part);
        }
        return Long.parseLong(digits);
    }

    private static IllegalArgumentException unreadable(String text, String part) {
        return new IllegalArgumentException("a position is written as p0:123,p1:7, each partition once: cannot read '"
                + part + "' in '" + text + "'");
    }
}
