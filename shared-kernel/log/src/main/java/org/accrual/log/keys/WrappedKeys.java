package org.accrual.log.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The key topic, as far as it was read: the last value of each key. One thread adds, any may look. */
final class WrappedKeys {
    private static final int NAMED_MAX = 3;

    /** Under each key's id its last value; an empty one where that is a tombstone. */
    private final Map<String, Optional<byte[]>> values = new ConcurrentHashMap<>();

    private final Map<String, String> wrapperOfForeign = new ConcurrentHashMap<>();
    private final String masterKeyId;

    WrappedKeys(String masterKeyId) {
        this.masterKeyId = masterKeyId;
    }

    /** @return whether the key was known before, so that it is not what it was */
    boolean take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return false;
        }
        String keyId = new String(record.key(), StandardCharsets.UTF_8);
        Optional<byte[]> value = Optional.ofNullable(record.value());
        boolean changed = values.put(keyId, value) != null;
        value.flatMap(MasterKey::idOfWrapper)
                .filter(wrapper -> !wrapper.equals(masterKeyId))
                .ifPresentOrElse(wrapper -> wrapperOfForeign.put(keyId, wrapper), () -> wrapperOfForeign.remove(keyId));
        return changed;
    }

    /** Its last value, empty for a tombstone; null if there is none. */
    Optional<byte[]> find(String keyId) {
        return values.get(keyId);
    }

    /** A sentence, if tombstones stand in the place of keys. */
    Optional<String> erased() {
        List<String> erased = values.entrySet().stream()
                .filter(one -> one.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (erased.isEmpty()) return Optional.empty();
        String others = erased.size() > NAMED_MAX ? " and " + (erased.size() - NAMED_MAX) + " more" : "";
        return Optional.of("patients' keys were erased in the log's topic, and no event says so: "
                + String.join(", ", erased.subList(0, Math.min(NAMED_MAX, erased.size()))) + others
                + ". It was somebody else who wrote there; bring them back from a backup");
    }

    /** A sentence, if there are keys that another master key wraps. */
    Optional<String> foreign() {
        return wrapperOfForeign.isEmpty()
                ? Optional.empty()
                : Optional.of("the log's patients' keys are wrapped by the master key "
                        + String.join(", ", new TreeSet<>(wrapperOfForeign.values())) + " (" + wrapperOfForeign.size()
                        + " of " + values.size() + "), and this service has the master key " + masterKeyId
                        + ": give it the right file and restart it");
    }
}
