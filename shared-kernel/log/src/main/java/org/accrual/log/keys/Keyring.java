package org.accrual.log.keys;

import org.accrual.log.format.Attributes;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.LogRecord;

/** The patients' keys, as far as a reader needs them. */
public interface Keyring {

    /** What is known of a key. */
    sealed interface KeyState {}

    record Known(PatientKey key) implements KeyState {}

    /** Its tombstone was read: nobody opens the patient's payloads again. */
    record Erased() implements KeyState {}

    /** Everything written so far was read, and it is not there: see {@link MissingKeyException}. */
    record Missing() implements KeyState {}

    /** A payload after decryption, if that is still possible. */
    sealed interface Opened {}

    record Plaintext(byte[] json) implements Opened {}

    record ErasedPayload(String keyId) implements Opened {}

    /** @throws KeysUnavailableException if that can't be known at the moment */
    KeyState find(String keyId);

    /**
     * The payload of one event, inside a batch or alone.
     *
     * @param type the event's simple name
     * @throws MissingKeyException if the key is missing
     * @throws UnreadablePayloadException if the payload does not open
     */
    default Opened open(ChainKey chain, String eventId, String type, String keyId, byte[] ciphertext) {
        return switch (find(keyId)) {
            case Known(PatientKey key) -> new Plaintext(key.open(chain, eventId, type, ciphertext));
            case Erased() -> new ErasedPayload(keyId);
            case Missing() -> throw new MissingKeyException(keyId);
        };
    }

    /** The payload of a record, as {@link #open(ChainKey, String, String, String, byte[])}; plain ones are as stored. */
    default Opened open(LogRecord record) {
        Attributes attributes = record.attributes();
        return switch (attributes.content()) {
            case PLAIN, BATCH -> new Plaintext(record.value());
            case ENCRYPTED ->
                open(record.key(), attributes.id(), attributes.type(), attributes.keyId(), record.value());
        };
    }
}
