package org.accrual.log.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.accrual.log.format.RecordHash;

/**
 * The checkpoints of one signer, in the order of their topic, by the log's own rule: a checkpoint counts if and only if
 * it names the one that counted last; any other is void. Instances that sign with one key at the same moment leave void
 * ones, and each names a checkpoint that counted before; a dropped, moved or repeated one leaves something else. Holds
 * one hash per checkpoint. Not thread-safe.
 */
public final class CheckpointChain {
    private final String topic;
    private final CheckpointVerifier signatures;
    /** By number, the genesis at 0; null where one was dropped. */
    private final List<RecordHash> hashes = new ArrayList<>();

    private VerifiedCheckpoint last;

    /** What a record of the checkpoints' topic is. */
    public sealed interface Verdict {}

    /** The signer's next one. */
    public record Counts(VerifiedCheckpoint checkpoint) implements Verdict {}

    /** Another instance's counted before it; what it says of the log is true all the same. */
    public record Void(VerifiedCheckpoint checkpoint) implements Verdict {}

    /**
     * Not ours, or not where it was.
     *
     * @param checkpoint if its signature holds
     */
    public record Broken(String reason, Optional<VerifiedCheckpoint> checkpoint) implements Verdict {}

    public CheckpointChain(String topic, CheckpointVerifier signatures) {
        this.topic = topic;
        this.signatures = signatures;
        hashes.add(signatures.genesis(topic));
    }

    public Verdict read(SignedCheckpoint signed) {
        try {
            VerifiedCheckpoint checkpoint = signatures.verify(signed);
            if (checkpoint.checkpoint().number() == 0
                    || !checkpoint.checkpoint().topic().equals(topic)) {
                throw new IllegalArgumentException("it is none of " + topic);
            }
            return judge(checkpoint);
        } catch (IllegalArgumentException e) {
            return new Broken(e.getMessage(), Optional.empty());
        }
    }

    private Verdict judge(VerifiedCheckpoint read) {
        Checkpoint checkpoint = read.checkpoint();
        if (checkpoint.number() == hashes.size() && checkpoint.previous().equals(hashes.getLast())) {
            return next(read);
        }
        if (holds(read)) {
            return new Broken("it repeats " + checkpoint.name(), Optional.of(read));
        }
        if (checkpoint.previous().equals(hash(checkpoint.number() - 1))) {
            return new Void(read);
        }
        take(read);
        return new Broken(
                "it follows a checkpoint that does not stand before it: one was dropped or moved", Optional.of(read));
    }

    private Verdict next(VerifiedCheckpoint read) {
        boolean covers = last().map(Checkpoint::position)
                .map(read.checkpoint().position()::covers)
                .orElse(true);
        take(read);
        return covers ? new Counts(read) : new Broken("it says less of the log than the one before", Optional.of(read));
    }

    /** The chain goes on from it even if something is missing before: one dropped checkpoint is one break. */
    private void take(VerifiedCheckpoint read) {
        int number = Math.toIntExact(read.checkpoint().number());
        if (number >= hashes.size()) {
            while (hashes.size() < number) {
                hashes.add(null);
            }
            hashes.add(read.hash());
            last = read;
        } else if (hashes.get(number) == null) {
            hashes.set(number, read.hash());
        }
    }

    /** Whether this one counted. */
    boolean holds(VerifiedCheckpoint checkpoint) {
        return checkpoint.hash().equals(hash(checkpoint.checkpoint().number()));
    }

    private RecordHash hash(long number) {
        return number < hashes.size() ? hashes.get((int) number) : null;
    }

    Optional<VerifiedCheckpoint> lastVerified() {
        return Optional.ofNullable(last);
    }

    Optional<Checkpoint> last() {
        return lastVerified().map(VerifiedCheckpoint::checkpoint);
    }

    /** The number of the next checkpoint, which is to name {@link #head}. */
    long nextNumber() {
        return hashes.size();
    }

    RecordHash head() {
        return hashes.getLast();
    }

    /** Those that count. */
    long count() {
        return hashes.stream().skip(1).filter(hash -> hash != null).count();
    }
}
