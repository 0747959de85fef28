package org.accrual.log.keys;

/**
 * A record names a key that is neither in the key topic nor erased there. Keys are durable before the first record that
 * needs them, so keys were lost: an alarm, never an empty patient.
 */
public final class MissingKeyException extends IllegalStateException {
    public MissingKeyException(String keyId) {
        super("the patient's key " + keyId + " is missing: it is neither in the key topic nor erased there");
    }
}
