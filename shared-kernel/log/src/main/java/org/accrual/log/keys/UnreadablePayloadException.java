package org.accrual.log.keys;

import org.accrual.log.format.ChainKey;

/** A payload does not open under the key that its record names: it was altered, moved, or sealed with another key. */
public final class UnreadablePayloadException extends IllegalStateException {
    public UnreadablePayloadException(ChainKey chain, String eventId, String keyId, Throwable cause) {
        super("event " + eventId + " of " + chain + " does not open under key " + keyId, cause);
    }
}
