package org.accrual.log.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.accrual.log.format.ChainKey;
import org.accrual.log.format.HeaderName;
import org.accrual.log.format.Syntax;

/**
 * One patient's key: AES-256-GCM as Tink does it, without a prefix: a random nonce of 12 bytes, the ciphertext, a tag of
 * 16 bytes. What is sealed is bound to its event and chain, so ciphertexts can't be exchanged between events.
 */
public final class PatientKey {
    static final int BYTES = 32;

    private final String id;
    private final byte[] secret;
    private final AesGcmJce aead;

    /** @throws IllegalArgumentException unless the id is a token and the secret has 32 bytes */
    PatientKey(String id, byte[] secret) {
        if (!Syntax.isToken(id) || secret.length != BYTES) {
            throw new IllegalArgumentException("a patient's key has an id and 32 bytes: " + id);
        }
        this.id = id;
        this.secret = secret.clone();
        this.aead = aead(secret);
    }

    /** A new key from the platform's secure randomness. */
    public static PatientKey generate(String id) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new PatientKey(id, secret);
    }

    public String id() {
        return id;
    }

    /** Encrypts the payload of the event that will stand in this chain under this id and simple type name. */
    public byte[] seal(ChainKey chain, String eventId, String type, byte[] plaintext) {
        try {
            return aead.encrypt(plaintext, associatedData(chain, eventId, type));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt event " + eventId, e);
        }
    }

    /** @throws UnreadablePayloadException if it was not sealed with this key for this event */
    public byte[] open(ChainKey chain, String eventId, String type, byte[] ciphertext) {
        try {
            return aead.decrypt(ciphertext, associatedData(chain, eventId, type));
        } catch (GeneralSecurityException e) {
            throw new UnreadablePayloadException(chain, eventId, id, e);
        }
    }

    byte[] secret() {
        return secret.clone();
    }

    /** {@code ce_id|ce_type|key|ce_keyid}; none of them can hold the bar. */
    private byte[] associatedData(ChainKey chain, String eventId, String type) {
        return String.join("|", eventId, HeaderName.TYPE_PREFIX + type, chain.text(), id)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static AesGcmJce aead(byte[] secret) {
        try {
            return new AesGcmJce(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no AES-256-GCM", e);
        }
    }

    @Override
    public String toString() {
        return "PatientKey[" + id + "]";
    }
}
