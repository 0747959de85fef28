package org.accrual.chaos.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.accrual.log.format.Attributes;
import org.accrual.log.format.Chain;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.FieldDigest;
import org.accrual.log.format.LogEntry;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Malformed;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.RecordParser;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A log as far as it was read: the heads of its chains, what was accepted, and a digest of every record read. */
public final class Reading {
    private final String topic;
    private final int partitions;
    private final RecordParser parser;
    private final Map<ChainKey, ChainHead> heads = new HashMap<>();
    private final List<AcceptedEvent> accepted = new ArrayList<>();
    private final long[] next;
    private final String[] digests;
    private final Set<Witnessed> toFindAgain;
    private long records;
    private long voids;
    private long malformed;
    private long gaps;

    /** @param witnessed what earlier readings of the same log saw, to be found again in this one */
    public Reading(String topic, int partitions, Collection<Witnessed> witnessed) {
        this.topic = topic;
        this.partitions = partitions;
        this.parser = new RecordParser(new Partitioning(partitions));
        this.next = new long[partitions];
        this.digests = new String[partitions];
        Arrays.fill(digests, "");
        this.toFindAgain = new HashSet<>(witnessed);
    }

    /** Records of a partition come in the order of their offsets. */
    public void read(ConsumerRecord<byte[], byte[]> record) {
        records++;
        if (record.offset() != next[record.partition()]) gaps++;
        next[record.partition()] = record.offset() + 1;
        LogEntry entry = parser.parse(record);
        String hash = switch (entry) {
            case LogRecord wellFormed -> wellFormed.hash().hex();
            case Malformed _ -> "malformed";
        };
        digests[record.partition()] = digest(digests[record.partition()] + record.offset() + hash);
        toFindAgain.remove(witnessed(record.partition()));
        switch (entry) {
            case LogRecord wellFormed -> offer(wellFormed);
            case Malformed _ -> malformed++;
        }
    }

    private void offer(LogRecord record) {
        ChainHead head = heads.computeIfAbsent(record.key(), key -> ChainHead.genesis(topic, key));
        switch (Chain.offer(head, record)) {
            case Chain.Accepted(ChainHead next) -> {
                heads.put(record.key(), next);
                accepted.add(event(record));
            }
            case Chain.Void() -> voids++;
        }
    }

    private static AcceptedEvent event(LogRecord record) {
        Attributes attributes = record.attributes();
        return new AcceptedEvent(
                record.key().text(),
                record.partition(),
                record.offset(),
                UUID.fromString(attributes.id()),
                attributes.type(),
                attributes.subject(),
                attributes.sequence(),
                UUID.fromString(attributes.commandId()),
                attributes.time());
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(FieldDigest.sha256().digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What a partition held up to an offset; a later reading must come by the same. */
    public record Witnessed(int partition, long next, String digest) {}

    /** Of each partition that holds anything. */
    public List<Witnessed> witnessed() {
        return IntStream.range(0, partitions)
                .filter(partition -> next[partition] > 0)
                .mapToObj(this::witnessed)
                .toList();
    }

    private Witnessed witnessed(int partition) {
        return new Witnessed(partition, next[partition], digests[partition]);
    }

    /** What an earlier reading saw and this one did not. */
    public Set<Witnessed> notFoundAgain() {
        return Set.copyOf(toFindAgain);
    }

    public long next(int partition) {
        return next[partition];
    }

    public int partitions() {
        return partitions;
    }

    /** In the order of offsets within each partition, hence within each chain. */
    public List<AcceptedEvent> accepted() {
        return accepted;
    }

    public int chains() {
        return heads.size();
    }

    public long records() {
        return records;
    }

    public long voids() {
        return voids;
    }

    public long malformed() {
        return malformed;
    }

    /** Offsets that were skipped: records that no longer are there. */
    public long gaps() {
        return gaps;
    }
}
