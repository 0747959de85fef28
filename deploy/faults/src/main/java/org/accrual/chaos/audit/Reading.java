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
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A log as far as it was read: the heads of its chains, what was accepted, and a digest of every record read. */
public final class Reading {
    private final String topic;
    private final int partitions;
    private final Map<String, String> heads = new HashMap<>();
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
        Map<String, String> headers = WrittenRule.headersIfWellFormed(record, partitions);
        String hash = headers == null ? "malformed" : WrittenRule.hash(record);
        digests[record.partition()] = digest(digests[record.partition()] + record.offset() + hash);
        toFindAgain.remove(witnessed(record.partition()));
        if (headers == null) malformed++;
        else offer(record, headers, hash);
    }

    private void offer(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers, String hash) {
        String chain = new String(record.key(), StandardCharsets.US_ASCII);
        String head = heads.computeIfAbsent(chain, key -> WrittenRule.genesis(topic, key));
        if (!headers.get("ce_predecessor").equals(head)) {
            voids++;
            return;
        }
        heads.put(chain, hash);
        accepted.add(new AcceptedEvent(
                chain,
                record.partition(),
                record.offset(),
                UUID.fromString(headers.get("ce_id")),
                headers.get("ce_type"),
                headers.get("ce_subject"),
                Long.parseLong(headers.get("ce_sequence")),
                UUID.fromString(headers.get("ce_commandid")),
                headers.get("ce_time")));
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(WrittenRule.digest().digest(text.getBytes(StandardCharsets.US_ASCII)));
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
