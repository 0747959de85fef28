package org.accrual.log.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.accrual.log.format.ChainHead;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.FieldDigest;
import org.accrual.log.format.LogPosition;
import org.accrual.log.format.RecordHash;
import org.accrual.log.format.Syntax;

/**
 * A state of the log at a time: where every partition was, and every chain's head. Signed, it binds the one to the
 * other.
 *
 * @param number 1, 2, … among the checkpoints of one signer; 0 for a state that nobody signs
 * @param previous the {@link #hash} of the signer's checkpoint before, or its genesis
 * @param partitions one mark per partition, from 0
 * @param chains those with accepted records, by key
 */
public record Checkpoint(
        String topic,
        long number,
        RecordHash previous,
        Instant time,
        List<PartitionMark> partitions,
        List<ChainMark> chains) {
    static final String FORMAT = "accrual-checkpoint/1";

    /** @param count accepted records of the chain */
    public record ChainMark(ChainKey key, long count, RecordHash head) {
        static ChainMark of(ChainHead head) {
            return new ChainMark(head.key(), head.count(), head.hash());
        }
    }

    public Checkpoint {
        partitions = List.copyOf(partitions);
        chains = List.copyOf(chains);
    }

    public LogPosition position() {
        LogPosition position = LogPosition.START;
        for (PartitionMark mark : partitions) {
            position = position.with(mark.partition(), mark.nextOffset());
        }
        return position;
    }

    /** The text that is signed: see FORMAT.md. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, FORMAT);
        line(text, "topic", topic);
        line(text, "number", number);
        line(text, "previous", previous);
        line(text, "time", Syntax.time(time));
        line(text, "partitions", partitions.size());
        partitions.forEach(mark -> line(text, "partition", mark.partition(), mark.nextOffset(), mark.digest()));
        chains.forEach(mark -> line(text, "chain", mark.key(), mark.count(), mark.head()));
        return text.toString();
    }

    /** What the next checkpoint names: SHA-256 of the text. */
    RecordHash hash() {
        return RecordHash.of(FieldDigest.sha256().digest(text().getBytes(StandardCharsets.US_ASCII)));
    }

    /** {@code checkpoint 7 of 2026-03-04T05:06:07Z}, for people. */
    String name() {
        return "checkpoint " + number + " of " + time;
    }

    /** @throws IllegalArgumentException unless {@link #text} would write exactly this text */
    public static Checkpoint parse(String text) {
        Iterator<String> lines = text.lines().iterator();
        Checkpoint checkpoint = parse(lines);
        if (!checkpoint.text().equals(text)) {
            throw unreadable(text);
        }
        return checkpoint;
    }

    private static Checkpoint parse(Iterator<String> lines) {
        fields(lines, FORMAT, 0);
        String topic = fields(lines, "topic", 1)[1];
        long number = notNegative(fields(lines, "number", 1)[1]);
        RecordHash previous = RecordHash.parse(fields(lines, "previous", 1)[1]);
        String time = fields(lines, "time", 1)[1];
        int count = Integer.parseInt(fields(lines, "partitions", 1)[1]);
        if (count > LogPosition.PARTITIONS_MAX) {
            throw unreadable("partitions " + count);
        }
        List<PartitionMark> partitions = new ArrayList<>();
        for (int partition = 0; partition < count; partition++) {
            String[] f = fields(lines, "partition", 3);
            partitions.add(new PartitionMark(partition, notNegative(f[2]), RecordHash.parse(f[3])));
        }
        TreeSet<ChainKey> keys = new TreeSet<>();
        List<ChainMark> chains = new ArrayList<>();
        while (lines.hasNext()) {
            String[] f = fields(lines, "chain", 3);
            ChainMark mark = new ChainMark(new ChainKey(f[1]), Long.parseLong(f[2]), RecordHash.parse(f[3]));
            chains.add(mark);
            if (!keys.add(mark.key()) || !keys.last().equals(mark.key())) {
                throw unreadable("the chains are not in order at " + mark.key());
            }
        }
        return new Checkpoint(
                topic, number, previous, Syntax.time(time).orElseThrow(() -> unreadable(time)), partitions, chains);
    }

    private static long notNegative(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw unreadable(text);
        }
        return number;
    }

    private static String[] fields(Iterator<String> lines, String name, int count) {
        String line = lines.hasNext() ? lines.next() : "";
        String[] fields = line.split(" ", -1);
        if (!fields[0].equals(name) || fields.length != count + 1) {
            throw unreadable(line);
        }
        return fields;
    }

    private static IllegalArgumentException unreadable(String part) {
        return new IllegalArgumentException("this is no checkpoint: cannot read '" + part + "'");
    }

    private static void line(StringBuilder text, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : " ").append(fields[i]);
        }
        text.append('\n');
    }
}
