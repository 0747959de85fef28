package org.accrual.log.keys;

/** The key topic can't be read at the moment, so nothing can be said about a key. Try again. */
public final class KeysUnavailableException extends IllegalStateException {
    public KeysUnavailableException(String keyId, Throwable causeOrNull) {
        super("the key topic could not be read in time for key " + keyId, causeOrNull);
    }
}
