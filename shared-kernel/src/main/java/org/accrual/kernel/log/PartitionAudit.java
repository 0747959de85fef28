package org.accrual.kernel.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What {@link LogVerifier} knows of one partition. */
final class PartitionAudit {
    private static final String NO_SUBJECT = "";
    private static final long NONE = -1;

    private final String topic;
    private final int partition;
    private final AcceptedLog log;
    private final Map<ChainKey, ChainAudit> chains = new HashMap<>();
    private final TreeMap<Long, Expected> expected = new TreeMap<>();
    private final List<Break> breaks = new ArrayList<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private PartitionMark mark;
    private Checkpoint last;
    /** No offset is missing from here on. */
    private long contiguousFrom;
    /** The log up to here is what was signed. */
    private long goodUntil;
    /** The first checkpoint that the log differs from, or null. */
    private Expected differing;

    /** What a checkpoint says of this partition at one offset. */
    private record Expected(Set<RecordHash> digests, long nextOffset, Instant time) {}

    /** A void record that no checkpoint explains yet, and the accepted record before it in its chain, if no gap lies between. */
    private record Suspect(LogRecord record, long headOffset) {}

    private static final class ChainAudit {
        private final Set<RecordHash> hashes = new HashSet<>();
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
        log.begin(partition);
    }

    void expect(PartitionMark signed, Checkpoint checkpoint) {
        expected.computeIfAbsent(signed.nextOffset(), next -> new Expected(new HashSet<>(), next, checkpoint.time()))
                .digests
                .add(signed.digest());
        last = checkpoint;
    }

    boolean hasRecords() {
        return mark.nextOffset() > 0;
    }

    long chains() {
        return log.heads(partition).size();
    }

    long accepted() {
        return log.acceptedCount();
    }

    long voids() {
        return log.voidCount();
    }

    LogEntry read(ConsumerRecord<byte[], byte[]> record) {
        compareWithCheckpoints();
        jumpOverGap(record);
        Reading reading = log.read(record);
        mark = mark.after(reading.entry());
        switch (reading) {
            case Reading.AcceptedRecord accepted -> audit(accepted.record());
            case Reading.VoidRecord voided -> suspect(voided.record());
            case Reading.MalformedRecord _ -> {}
        }
        return reading.entry();
    }

    /** Nothing is said of what lies beyond the first difference: all that follows would differ too. */
    private void compareWithCheckpoints() {
        Expected here = expected.get(mark.nextOffset());
        if (here == null || differing != null) {
            return;
        }
        if (!here.digests.equals(Set.of(mark.digest()))) {
            differing = here;
            return;
        }
        goodUntil = mark.nextOffset();
        suspects.clear();
        compareHeads();
    }

    /** Equal digests and other heads: then the signer's reading of the rule differs from this one. */
    private void compareHeads() {
        if (last.partitions().get(partition).nextOffset() != mark.nextOffset()) {
            return;
        }
        List<Checkpoint.ChainMark> signed = last.chains().stream()
                .filter(chain -> log.partitionOf(chain.key()) == partition)
                .toList();
        Set<Checkpoint.ChainMark> found = log.heads(partition).stream()
                .map(head -> new Checkpoint.ChainMark(head.key(), head.count(), head.hash()))
                .collect(Collectors.toSet());
        if (!found.equals(Set.copyOf(signed))) {
            broken(Math.max(0, goodUntil - 1), "the heads differ from those of the checkpoint of " + last.time());
        }
    }

    private void jumpOverGap(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() != mark.nextOffset()) {
            missingUntil(record.offset());
            log.skipTo(partition, record.offset());
            contiguousFrom = record.offset();
            mark = new PartitionMark(partition, record.offset(), mark.digest());
        }
    }

    void endsAt(long end) {
        if (end > mark.nextOffset()) {
            missingUntil(end);
        }
    }

    private void missingUntil(long offset) {
        broken(mark.nextOffset(), "offsets " + mark.nextOffset() + " to " + (offset - 1) + " are missing");
    }

    private void audit(LogRecord record) {
        ChainAudit chain = chain(record);
        chain.headOffset = record.offset();
        Instant time = record.attributes().time();
        if (time.isBefore(chain.recordedAt)) {
            broken(record.offset(), "recording time runs backwards in the chain " + record.key());
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
            broken(record.offset(), "sequence " + sequence + " follows " + before + " in the chain " + record.key());
        }
    }

    private void suspect(LogRecord record) {
        long headOffset = chain(record).headOffset;
        suspects.add(new Suspect(record, headOffset < contiguousFrom ? NONE : headOffset));
    }

    private ChainAudit chain(LogRecord record) {
        ChainAudit chain = chains.computeIfAbsent(record.key(), key -> new ChainAudit());
        chain.hashes.add(record.hash());
        return chain;
    }

    private void broken(long offset, String reason) {
        breaks.add(new Break(topic, partition, offset, reason));
    }

    /** All breaks of the partition, after its last record. */
    Stream<Break> finish() {
        compareWithCheckpoints();
        suspects.forEach(this::judge);
        Map.Entry<Long, Expected> beyond = expected.higherEntry(mark.nextOffset());
        if (beyond != null) {
            broken(
                    mark.nextOffset(),
                    "the log ends here, but the checkpoint of " + beyond.getValue().time + " has read on to offset "
                            + expected.lastKey());
        }
        if (differing != null) {
            broken(
                    firstEvidence(),
                    "offsets " + goodUntil + " to " + (differing.nextOffset - 1) + " are not what the checkpoint of "
                            + differing.time + " signed");
        }
        return breaks.stream();
    }

    /** Where the chains themselves show what happened, or else the first record that no good checkpoint covers. */
    private long firstEvidence() {
        return breaks.stream()
                .mapToLong(Break::offset)
                .filter(offset -> offset >= goodUntil)
                .min()
                .orElse(goodUntil);
    }

    private void judge(Suspect suspect) {
        LogRecord record = suspect.record;
        ChainAudit chain = chains.get(record.key());
        boolean genesis = record.predecessor().equals(Genesis.of(topic, record.key()));
        if (!genesis && !chain.hashes.contains(record.predecessor())) {
            judgeOrphan(suspect, chain);
        } else if (record.predecessor().equals(log.head(record.key()).hash())) {
            broken(
                    record.offset(),
                    "it stands before its predecessor in the chain " + record.key()
                            + " and was never sent again: the records were moved");
        }
    }

    private void judgeOrphan(Suspect suspect, ChainAudit chain) {
        LogRecord record = suspect.record;
        String orphan = "names a predecessor in the chain " + record.key() + " that is not in the log: ";
        boolean chainEndsBefore = chain.headOffset == suspect.headOffset;
        if (chainEndsBefore && suspect.headOffset >= goodUntil) {
            broken(
                    suspect.headOffset,
                    "offset " + record.offset() + " " + orphan + "this record was edited, or one between was dropped");
        } else {
            broken(record.offset(), "it " + orphan + "that one was dropped or edited, or this one inserted");
        }
    }
}
