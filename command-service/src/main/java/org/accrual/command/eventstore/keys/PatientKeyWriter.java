package org.accrual.command.eventstore.keys;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.accrual.command.eventstore.StoreUnavailable;
import org.accrual.log.format.ChainKey;
import org.accrual.log.keys.Keyring;
import org.accrual.log.keys.MissingKeyException;
import org.accrual.log.keys.PatientKey;

/**
 * The key for a patient's next event: that of the patient's last one, or, before the first, a new key that is durable in
 * its topic before it is used. A new key has an id of its own, never the patient's: two instances that enroll the same
 * patient at once would else overwrite each other's. A key whose event was never written is harmless.
 */
public final class PatientKeyWriter {
    /** New keys not yet seen in the history: a command that is decided again takes the one it has. */
    private static final int UNUSED_MAX = 256;

    private final BiFunction<ChainKey, String, Optional<String>> keyIdInHistory;
    private final Keyring keyring;
    private final KeyTopic topic;
    private final Map<String, PatientKey> unused = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PatientKey> eldest) {
            return size() > UNUSED_MAX;
        }
    };

    /** Keeps a key for ever, before it returns. */
    @FunctionalInterface
    public interface KeyTopic {
        /** @throws StoreUnavailable if the key is not known to be durable */
        void put(PatientKey key);
    }

    /** @param keyIdInHistory of a patient's last event, as far as the history has been read */
    public PatientKeyWriter(
            BiFunction<ChainKey, String, Optional<String>> keyIdInHistory, Keyring keyring, KeyTopic topic) {
        this.keyIdInHistory = keyIdInHistory;
        this.keyring = keyring;
        this.topic = topic;
    }

    /**
     * @throws MissingKeyException if the history names a key that is nowhere: an alarm, never a new key
     * @throws ErasedPatient if the patient's key was erased
     */
    public PatientKey keyFor(ChainKey chain, String patient) {
        Optional<String> used = keyIdInHistory.apply(chain, patient);
        return used.isPresent() ? existing(patient, used.get()) : unused(patient);
    }

    private PatientKey existing(String patient, String keyId) {
        forget(patient);
        return switch (keyring.find(keyId)) {
            case Keyring.Known(PatientKey key) -> key;
            case Keyring.Erased() -> throw new ErasedPatient(patient);
            case Keyring.Missing() -> throw new MissingKeyException(keyId);
        };
    }

    private synchronized void forget(String patient) {
        unused.remove(patient);
    }

    private PatientKey unused(String patient) {
        synchronized (this) {
            PatientKey made = unused.get(patient);
            if (made != null) return made;
        }
        PatientKey key = PatientKey.generate(UUID.randomUUID().toString());
        topic.put(key);
        synchronized (this) {
            PatientKey earlier = unused.putIfAbsent(patient, key);
            return earlier == null ? key : earlier;
        }
    }
}
