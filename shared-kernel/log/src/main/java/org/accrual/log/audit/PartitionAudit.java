package org.accrual.log.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.accrual.log.clients.Break;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Reading;
import org.accrual.log.format.RecordHash;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What {@link LogVerifier} knows of one partition. */
final class PartitionAudit {
    private static final String NO_SUBJECT = "";
    private static final long NONE = -1;

    private final String topic;
    private final int partition;
    private final AcceptedLog log;
    private final SignedMarks signed;
    private final Map<ChainKey, ChainAudit> chains = new HashMap<>();
    private final HashPrefixes accepted = new HashPrefixes();
    private final HashPrefixes voids = new HashPrefixes();
    private final List<Break> breaks = new ArrayList<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private final NavigableSet<Long> malformed = new TreeSet<>();
    private PartitionMark mark;
    private Checkpoint last;
    /** No offset is missing from here on. */
    private long contiguousFrom;
    /** The log up to here is what was signed, so its void records are explained. */
    private long explainedUntil;

    /**
     * A void record whose predecessor was not accepted before it, and that no checkpoint explains yet.
     *
     * @param headOffset of the accepted record before it in its chain, if no gap lies between
     * @param early whether its predecessor had not been read at all, not even as a void one
     */
    private record Suspect(
            ChainKey key,
            long offset,
            RecordHash hash,
            RecordHash predecessor,
            long headOffset,
            boolean early,
            ChainAudit chain) {
        Place place() {
            return new Place(chain, headOffset);
        }
    }

    /** In a chain, behind the same accepted record. */
    private record Place(ChainAudit chain, long headOffset) {}

    private static final class ChainAudit {
        private final Map<String, Long> sequences = new HashMap<>();
        private boolean hasBatch;
        private Instant recordedAt = Instant.MIN;
        private long headOffset = NONE;
    }

    PartitionAudit(String topic, int partitionCount, int partition) {
        this.topic = topic;
        this.partition = partition;
        this.log = new AcceptedLog(topic, partitionCount);
        this.mark = PartitionMark.start(topic, partition);
        this.signed = new SignedMarks(mark);
        log.begin(partition);
    }

    /** @param counts whether no later checkpoint can say anything of what lies before it */
    void expect(Checkpoint checkpoint, boolean counts) {
        if (counts) {
            last = checkpoint;
        }
        signed.expect(checkpoint.partitions().get(partition), checkpoint.time(), counts);
        explain();
    }

    PartitionMark mark() {
        return mark;
    }

    Collection<ChainHead> heads() {
        return log.heads(partition);
    }

    long accepted() {
        return log.acceptedCount();
    }

    long voids() {
        return log.voidCount();
    }

    LogEntry read(ConsumerRecord<byte[], byte[]> record) {
        jumpOverGap(record);
        Reading reading = log.read(record);
        switch (reading) {
            case Reading.AcceptedRecord read -> audit(read.record());
            case Reading.VoidRecord read -> suspect(read.record());
            case Reading.MalformedRecord _ -> malformed.add(record.offset());
        }
        reached(mark.after(reading.entry()));
        return reading.entry();
    }

    private void reached(PartitionMark reached) {
        mark = reached;
        signed.reached(reached);
        explain();
    }

    private void explain() {
        if (signed.goodUntil() > explainedUntil) {
            explainedUntil = signed.goodUntil();
            suspects.removeIf(suspect -> suspect.offset < explainedUntil);
            compareHeads();
        }
    }

    /** Equal digests and other heads: then the signer's reading of the rule differs from this one. */
    private void compareHeads() {
        if (last == null || last.partitions().get(partition).nextOffset() != mark.nextOffset()) {
            return;
        }
        Set<Checkpoint.ChainMark> expected = last.chains().stream()
                .filter(chain -> log.partitionOf(chain.key()) == partition)
                .collect(Collectors.toSet());
        Set<Checkpoint.ChainMark> found =
                heads().stream().map(Checkpoint.ChainMark::of).collect(Collectors.toSet());
        if (!found.equals(expected)) {
            broken(
                    Break.Kind.NOT_AS_SIGNED,
                    Math.max(0, explainedUntil - 1),
                    "the heads differ from those of " + last.name());
        }
    }

    private void jumpOverGap(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() != mark.nextOffset()) {
            breaks.add(missingUntil(record.offset()));
            log.skipTo(partition, record.offset());
            contiguousFrom = record.offset();
            reached(new PartitionMark(partition, record.offset(), mark.digest()));
        }
    }

    private Break missingUntil(long offset) {
        String reason = "offsets " + mark.nextOffset() + " to " + (offset - 1) + " are missing";
        return new Break(Break.Kind.IMPOSSIBLE, topic, partition, mark.nextOffset(), reason);
    }

    private void audit(LogRecord record) {
        ChainAudit chain = chain(record.key());
        accepted.add(record.hash());
        chain.headOffset = record.offset();
        Instant time = record.attributes().time();
        if (time.isBefore(chain.recordedAt)) {
            impossible(record, "recording time runs backwards in the chain " + record.key());
        }
        chain.recordedAt = time;
        auditSequence(record, chain);
    }

    private void auditSequence(LogRecord record, ChainAudit chain) {
        String subject = Optional.ofNullable(record.attributes().subject()).orElse(NO_SUBJECT);
        long before = chain.sequences.getOrDefault(subject, 0L);
        long sequence = record.attributes().sequence();
        chain.sequences.put(subject, sequence);
        chain.hasBatch |= record.attributes().content() == Attributes.Content.BATCH;
        // A batch carries sequences of subjects inside its payload, which nobody reads here.
        boolean known = subject.equals(NO_SUBJECT) || !chain.hasBatch;
        if (known && sequence != before + 1) {
            impossible(record, "sequence " + sequence + " follows " + before + " in the chain " + record.key());
        }
    }

    /** Whose predecessor was accepted before has lost a race, or is a copy; whose is none yet came too early, or never could. */
    private void suspect(LogRecord record) {
        boolean early = !voids.contains(record.predecessor());
        voids.add(record.hash());
        boolean genesis = record.predecessor().equals(Genesis.of(topic, record.key()));
        if (!genesis && !accepted.contains(record.predecessor())) {
            ChainAudit chain = chain(record.key());
            long headOffset = chain.headOffset < contiguousFrom ? NONE : chain.headOffset;
            suspects.add(new Suspect(
                    record.key(), record.offset(), record.hash(), record.predecessor(), headOffset, early, chain));
        }
    }

    private ChainAudit chain(ChainKey key) {
        return chains.computeIfAbsent(key, _ -> new ChainAudit());
    }

    private void impossible(LogRecord record, String reason) {
        broken(Break.Kind.IMPOSSIBLE, record.offset(), reason);
    }

    private void broken(Break.Kind kind, long offset, String reason) {
        breaks.add(new Break(kind, topic, partition, offset, reason));
    }

    /**
     * All breaks, as of the last record read.
     *
     * @param end where Kafka says that the partition ends
     * @param ofOrigin what is known of its records' writers
     */
    List<Break> breaks(long end, List<Break> ofOrigin) {
        List<Break> all = new ArrayList<>(ofOrigin);
        all.addAll(breaks);
        Map<Place, Long> firstEarly = suspects.stream()
                .filter(Suspect::early)
                .collect(Collectors.toMap(Suspect::place, Suspect::offset, Math::min));
        suspects.forEach(suspect -> judge(suspect, firstEarly).ifPresent(all::add));
        if (end > mark.nextOffset()) {
            all.add(missingUntil(end));
        }
        signed.beyond().map(this::cutOff).ifPresent(all::add);
        signed.differing().map(differing -> altered(differing, all)).ifPresent(all::add);
        return all;
    }

    private Break cutOff(SignedMarks.Signed beyond) {
        String reason = "the log ends here, but the checkpoint of " + beyond.time() + " has read on to offset "
                + beyond.nextOffset();
        return new Break(Break.Kind.NOT_AS_SIGNED, topic, partition, mark.nextOffset(), reason);
    }

    private Break altered(SignedMarks.Signed differing, List<Break> evidence) {
        String reason = "offsets " + signed.goodUntil() + " to " + (differing.nextOffset() - 1)
                + " are not what the checkpoint of " + differing.time() + " signed";
        return new Break(Break.Kind.NOT_AS_SIGNED, topic, partition, firstOf(differing, evidence), reason);
    }

    /** Where the records themselves show what happened, or else the first that no good checkpoint covers. */
    private long firstOf(SignedMarks.Signed differing, List<Break> evidence) {
        return evidence.stream()
                .mapToLong(Break::offset)
                .filter(offset -> offset >= signed.goodUntil() && offset < differing.nextOffset())
                .min()
                .orElse(signed.goodUntil());
    }

    private Optional<Break> judge(Suspect suspect, Map<Place, Long> firstEarly) {
        if (accepted.contains(suspect.predecessor)) {
            return accepted.contains(suspect.hash) ? Optional.empty() : Optional.of(moved(suspect, firstEarly));
        }
        return voids.contains(suspect.predecessor) ? Optional.empty() : Optional.of(orphan(suspect));
    }

    /** The first that stands too early in its chain, though what it waits for may be void by now, for the same reason. */
    private Break moved(Suspect suspect, Map<Place, Long> firstEarly) {
        long first = firstEarly.getOrDefault(suspect.place(), suspect.offset);
        String which = first == suspect.offset ? "it" : "offset " + suspect.offset;
        return unexplained(
                first,
                which + " stands before its predecessor in the chain " + suspect.key
                        + " and was never sent again: the records were moved");
    }

    private Break orphan(Suspect suspect) {
        String orphan = "names a predecessor in the chain " + suspect.key + " that is not in the log: ";
        Long damaged = malformed.ceiling(Math.max(suspect.headOffset + 1, signed.goodUntil()));
        if (damaged != null && damaged < suspect.offset) {
            return unexplained(damaged, "offset " + suspect.offset + " " + orphan + "this may have been it");
        }
        boolean chainEndsBefore = suspect.chain.headOffset == suspect.headOffset;
        if (chainEndsBefore && suspect.headOffset >= signed.goodUntil()) {
            return unexplained(
                    suspect.headOffset,
                    "offset " + suspect.offset + " " + orphan + "this record was edited, or one between was dropped");
        }
        return unexplained(suspect.offset, "it " + orphan + "that one was dropped or edited, or this one inserted");
    }

    private Break unexplained(long offset, String reason) {
        return new Break(Break.Kind.UNEXPLAINED, topic, partition, offset, reason);
    }
}
