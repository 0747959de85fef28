package org.accrual.log.audit;

import org.accrual.log.format.RecordHash;

/**
 * A set of SHA-256 values by their first 64 bits, in 12 to 32 bytes each. That two records of a log agree in those does
 * not happen by chance, and who wanted it would have to find a record of ours whose hash another one's meets.
 */
final class HashPrefixes {
    private static final int CAPACITY_AT_FIRST = 64;
    private static final long FREE = 0;
    private static final long ZERO_STANDS_AS = 1;

    private long[] slots = new long[CAPACITY_AT_FIRST];
    private int size;

    void add(RecordHash hash) {
        // A third of the slots stays free, so that a search soon meets one.
        if (3L * size >= 2L * slots.length) {
            grow();
        }
        put(prefix(hash));
    }

    boolean contains(RecordHash hash) {
        return slots[slotOf(prefix(hash))] != FREE;
    }

    private void put(long prefix) {
        int slot = slotOf(prefix);
        if (slots[slot] == FREE) {
            slots[slot] = prefix;
            size++;
        }
    }

    /** Where it stands, or would. */
    private int slotOf(long prefix) {
        int slot = (int) (prefix & slots.length - 1);
        while (slots[slot] != FREE && slots[slot] != prefix) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[Math.multiplyExact(2, before.length)];
        size = 0;
        for (long prefix : before) {
            if (prefix != FREE) {
                put(prefix);
            }
        }
    }

    private static long prefix(RecordHash hash) {
        return hash.a() == FREE ? ZERO_STANDS_AS : hash.a();
    }
}
