package org.accrual.log.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.HeaderName;
import org.accrual.log.format.Syntax;
import org.accrual.log.keys.MasterKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Whether the key topic holds what the log needs: under the {@code ce_keyid} of every record, void ones included, a
 * wrapped key, or a tombstone if the patient was erased; and whether one master key wraps all keys. It needs no master
 * key, so it can't tell whether a wrapped key opens. The events are read first: a key is durable before the first record
 * that names it, so all keys that they need are in the topic by then. Holds a key id and two places for each patient. Not
 * thread-safe.
 */
public final class KeyAudit {
    private final Map<String, ConsumerRecord<byte[], byte[]>> firstNeededBy = new TreeMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Wrapped> wrapped = new HashMap<>();
    private final TreeSet<String> masterKeyIds = new TreeSet<>();

    /** @param offset in the key topic */
    private record Wrapped(String masterKeyId, long offset) {}

    private enum Value {
        WRAPPED_KEY,
        TOMBSTONE,
        GARBLED
    }

    /** Takes any record of the events' topic, each partition's in order. */
    public void readEvent(ConsumerRecord<byte[], byte[]> record) {
        Header keyId = record.headers().lastHeader(HeaderName.KEY_ID.text);
        if (keyId != null && keyId.value() != null) {
            String id = new String(keyId.value(), StandardCharsets.UTF_8);
            if (Syntax.isToken(id)) {
                firstNeededBy.computeIfAbsent(id, _ -> placeOf(record));
            }
        }
    }

    /** The record without what it holds. */
    private static ConsumerRecord<byte[], byte[]> placeOf(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), null, null);
    }

    /** Takes any record of the key topic, in order, after all events; no service reads another partition than the first. */
    public void readKey(ConsumerRecord<byte[], byte[]> record) {
        if (record.partition() == 0 && record.key() != null) {
            String keyId = new String(record.key(), StandardCharsets.UTF_8);
            // The last value counts, so an erased key is wrapped by none.
            wrapped.remove(keyId);
            values.put(keyId, valueOf(keyId, record));
        }
    }

    private Value valueOf(String keyId, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Value.TOMBSTONE;
        }
        var wrapper = MasterKey.idOfWrapper(record.value());
        wrapper.ifPresent(masterKeyId -> {
            masterKeyIds.add(masterKeyId);
            wrapped.put(keyId, new Wrapped(masterKeyId, record.offset()));
        });
        return wrapper.isPresent() ? Value.WRAPPED_KEY : Value.GARBLED;
    }

    /** Those of {@link #lost}, and the first key that another master key wraps than most. */
    public List<Break> breaks() {
        return Stream.concat(lost().stream(), foreign().stream()).toList();
    }

    private Optional<Break> foreign() {
        List<Wrapped> inOrder = wrapped.values().stream()
                .sorted(Comparator.comparingLong(Wrapped::offset))
                .toList();
        Map<String, Long> counts = inOrder.stream()
                .collect(Collectors.groupingBy(Wrapped::masterKeyId, LinkedHashMap::new, Collectors.counting()));
        // Of those that wrap as many, the first.
        String most = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
        return inOrder.stream()
                .filter(key -> !key.masterKeyId.equals(most))
                .findFirst()
                .map(key -> new Break(
                        Break.Kind.IMPOSSIBLE,
                        LogTopics.PATIENT_KEYS.topicName(),
                        0,
                        key.offset,
                        "its key is wrapped by the master key " + key.masterKeyId + ", but " + counts.get(most) + " of "
                                + inOrder.size() + " keys by " + most));
    }

    /** For each key that is lost, at the first record that needs it; by place. */
    public List<Break> lost() {
        List<Break> breaks = new ArrayList<>();
        firstNeededBy.forEach((keyId, record) -> {
            switch (values.get(keyId)) {
                case null ->
                    breaks.add(broken(
                            record, "its key " + keyId + " is missing from " + LogTopics.PATIENT_KEYS.topicName()));
                case GARBLED ->
                    breaks.add(broken(
                            record,
                            "what " + LogTopics.PATIENT_KEYS.topicName() + " holds under its key " + keyId
                                    + " is no wrapped key"));
                case WRAPPED_KEY, TOMBSTONE -> {}
            }
        });
        breaks.sort(Break.CAUSES_FIRST);
        return breaks;
    }

    private static Break broken(ConsumerRecord<byte[], byte[]> record, String reason) {
        String sentence = reason + ": nobody can read the patient";
        return new Break(Break.Kind.IMPOSSIBLE, record.topic(), record.partition(), record.offset(), sentence);
    }

    /** The {@link MasterKey#id} of every master key that wraps a key in the topic; one, unless something is wrong. */
    public List<String> masterKeyIds() {
        return List.copyOf(masterKeyIds);
    }

    /** The keys that were made, erased ones included: none, if there never was a topic of events, which comes first. */
    public int made() {
        return values.size();
    }

    /** {@code N keys, N erased}, of those that the log needs. */
    public String summary() {
        return count(Value.WRAPPED_KEY) + " keys, " + count(Value.TOMBSTONE) + " erased";
    }

    private long count(Value value) {
        return firstNeededBy.keySet().stream()
                .filter(keyId -> values.get(keyId) == value)
                .count();
    }
}
