package org.accrual.chaos.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.Genesis;
import org.accrual.log.format.LogRecord;
import org.accrual.log.format.Partitioning;
import org.accrual.log.format.RecordParser;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A log of one partition and one chain, written by hand so that it can be written wrong. */
final class WrittenLog {
    private static final String TOPIC = "study-events";
    private static final RecordParser PARSER = new RecordParser(new Partitioning(1));

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private String head;
    private long sequence = 1;
    private long offset;
    private String time = "2026-03-04T05:06:07.123456Z";

    record Written(UUID event, int partition, long offset) {}

    Written append(String chain, String patient, UUID command) {
        if (head == null) head = Genesis.of(TOPIC, new ChainKey(chain)).hex();
        UUID event = UUID.randomUUID();
        String[] names = chain.split("/");
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", event.toString());
        add(headers, "ce_source", "/studies/" + names[0] + "/centers/" + names[1]);
        add(headers, "ce_type", "org.accrual.ObservationRecorded");
        add(headers, "ce_revision", "1");
        add(headers, "ce_time", time);
        add(headers, "ce_subject", patient);
        add(headers, "ce_sequence", Long.toString(sequence++));
        add(headers, "ce_commandid", command.toString());
        add(headers, "ce_commandhash", "0".repeat(64));
        add(headers, "ce_actor", "u1");
        add(headers, "ce_role", "COORDINATOR");
        add(headers, "ce_keyid", "k1");
        add(headers, "content-type", "application/vnd.accrual.encrypted+json");
        add(headers, "ce_predecessor", head);
        ConsumerRecord<byte[], byte[]> record =
                record(chain.getBytes(StandardCharsets.US_ASCII), headers, new byte[] {1});
        head = ((LogRecord) PARSER.parse(record)).hash().hex();
        records.add(record);
        return new Written(event, 0, record.offset());
    }

    void malformed() {
        records.add(record(null, new RecordHeaders(), new byte[] {1}));
    }

    void duplicateLast() {
        ConsumerRecord<byte[], byte[]> last = records.getLast();
        records.add(record(last.key(), last.headers(), last.value()));
    }

    void cutLast() {
        offset = records.getLast().offset();
        head = new String(
                records.removeLast().headers().lastHeader("ce_predecessor").value(), StandardCharsets.US_ASCII);
        sequence--;
    }

    void nextSequence(long next) {
        sequence = next;
    }

    void nextTime(String next) {
        time = next;
    }

    void skipOffset() {
        offset++;
    }

    Reading read(Collection<Reading.Witnessed> witnessed) {
        Reading reading = new Reading(TOPIC, 1, witnessed);
        records.forEach(reading::read);
        return reading;
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] key, Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset++,
                Instant.parse(time).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
    }
}
