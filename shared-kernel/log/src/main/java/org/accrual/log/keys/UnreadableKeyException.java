package org.accrual.log.keys;

/** The key topic holds something under a key's id that does not unwrap: an alarm, like a missing key. */
public final class UnreadableKeyException extends IllegalStateException {
    public UnreadableKeyException(String keyId, String reason, Throwable causeOrNull) {
        super("the patient's key " + keyId + " cannot be unwrapped: " + reason, causeOrNull);
    }
}
