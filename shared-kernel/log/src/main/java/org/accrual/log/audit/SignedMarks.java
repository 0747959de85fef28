package org.accrual.log.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.accrual.log.format.RecordHash;

/**
 * Compares a partition as it is read with what checkpoints say of it, whether they come before the records or after
 * them. Holds a digest for each record since the last checkpoint that counts. Not thread-safe.
 */
final class SignedMarks {
    /** What was signed of offsets that are not read yet. */
    private final TreeMap<Long, Signed> ahead = new TreeMap<>();
    /** The digests from {@link #digestsFrom} to where the reader is. */
    private final List<RecordHash> digests = new ArrayList<>();

    private long digestsFrom;
    private long neededFrom;
    private long goodUntil;
    private Signed differing;

    /**
     * What a checkpoint says of the partition at one offset.
     *
     * @param contradicted another checkpoint says something else of it, so the log can't be as both
     */
    record Signed(long nextOffset, RecordHash digest, Instant time, boolean contradicted) {
        private Signed with(Signed other) {
            return digest.equals(other.digest) ? this : new Signed(nextOffset, digest, time, true);
        }
    }

    SignedMarks(PartitionMark start) {
        digests.add(start.digest());
    }

    /** The reader has come to this mark; offsets between may be missing. */
    void reached(PartitionMark mark) {
        if (mark.nextOffset() <= neededFrom || mark.nextOffset() != next() + 1) {
            digests.clear();
            digestsFrom = mark.nextOffset();
        }
        digests.add(mark.digest());
        while (!ahead.isEmpty() && ahead.firstKey() < mark.nextOffset()) {
            compare(ahead.pollFirstEntry().getValue(), Optional.empty());
        }
        Signed here = ahead.remove(mark.nextOffset());
        if (here != null) {
            compare(here, Optional.of(mark.digest()));
        }
    }

    /** @param counts whether later checkpoints will say nothing of what lies before it */
    void expect(PartitionMark mark, Instant time, boolean counts) {
        Signed signed = new Signed(mark.nextOffset(), mark.digest(), time, false);
        if (mark.nextOffset() > next()) {
            ahead.merge(mark.nextOffset(), signed, Signed::with);
        } else if (mark.nextOffset() >= digestsFrom) {
            compare(signed, Optional.of(digests.get((int) (mark.nextOffset() - digestsFrom))));
        }
        if (counts) {
            neededFrom = mark.nextOffset();
            forget();
        }
    }

    private void forget() {
        int forgotten = (int) Math.min(neededFrom - digestsFrom, digests.size() - 1L);
        if (forgotten > 0) {
            digests.subList(0, forgotten).clear();
            digestsFrom += forgotten;
        }
    }

    /** Nothing is said of what lies beyond the first difference: all that follows would differ too. */
    private void compare(Signed signed, Optional<RecordHash> digest) {
        if (differing != null) {
            return;
        }
        if (!signed.contradicted && digest.equals(Optional.of(signed.digest))) {
            goodUntil = Math.max(goodUntil, signed.nextOffset);
        } else {
            differing = signed;
        }
    }

    private long next() {
        return digestsFrom + digests.size() - 1;
    }

    /** The log up to here is what was signed. */
    long goodUntil() {
        return goodUntil;
    }

    /** The first checkpoint that the log differs from. */
    Optional<Signed> differing() {
        return Optional.ofNullable(differing);
    }

    /** The furthest that was signed and isn't reached. */
    Optional<Signed> beyond() {
        return ahead.isEmpty()
                ? Optional.empty()
                : Optional.of(ahead.lastEntry().getValue());
    }
}
