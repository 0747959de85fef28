package org.accrual.log.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.accrual.log.format.FieldDigest;
import org.accrual.log.format.RecordHash;

/**
 * Wraps the patients' keys. Standalone keeps it in a file that only its owner can read: 64 hexadecimal digits and a line
 * feed. Whoever has it and the log has every patient; without it, nobody has any.
 */
public final class MasterKey {
    private static final byte WRAPPED_VERSION = 1;
    private static final int ID_BYTES = 4;
    private static final int NONCE_AND_TAG_BYTES = 12 + 16;
    private static final int WRAPPED_BYTES = 1 + ID_BYTES + NONCE_AND_TAG_BYTES + PatientKey.BYTES;
    private static final String ID_LABEL = "accrual-master-key/1";
    private static final String WRAPPING_LABEL = "accrual-patient-key/1|";

    private final AesGcmJce aead;
    private final byte[] id;

    /** @throws IllegalArgumentException unless there are 32 bytes */
    public MasterKey(byte[] secret) {
        if (secret.length != PatientKey.BYTES) {
            throw new IllegalArgumentException("a master key has 32 bytes, not " + secret.length);
        }
        this.aead = PatientKey.aead(secret);
        this.id = Arrays.copyOf(
                new FieldDigest().field(ID_LABEL).field(secret).finish().bytes(), ID_BYTES);
    }

    /**
     * Reads the key.
     *
     * @throws IOException if the file can't be read, does not hold a key, or others than its owner may read it
     */
    public static MasterKey fromFile(Path file) throws IOException {
        String text = OwnerOnlyFile.read(file).strip();
        if (!RecordHash.isHash(text)) {
            throw new IOException(file + " does not hold a master key of 64 hexadecimal digits");
        }
        return new MasterKey(HexFormat.of().parseHex(text));
    }

    /**
     * Makes a new key and keeps it, on disk before this returns.
     *
     * @throws FileAlreadyExistsException if there is a file: a key is never replaced
     */
    public static MasterKey create(Path file) throws IOException {
        byte[] secret = new byte[PatientKey.BYTES];
        new SecureRandom().nextBytes(secret);
        OwnerOnlyFile.create(file, HexFormat.of().formatHex(secret) + "\n");
        return new MasterKey(secret);
    }

    /** Tells master keys apart, and reveals nothing of them: 8 hexadecimal digits. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    /** The {@link #id} of the master key that a value of the key topic was wrapped by; empty if it is no wrapped key. */
    public static Optional<String> idOfWrapper(byte[] value) {
        return value.length == WRAPPED_BYTES && value[0] == WRAPPED_VERSION
                ? Optional.of(HexFormat.of().formatHex(value, 1, 1 + ID_BYTES))
                : Optional.empty();
    }

    /** What the key topic holds under the patient key's id: version, master key's id, nonce, ciphertext and tag. */
    public byte[] wrap(PatientKey key) {
        try {
            byte[] sealed = aead.encrypt(key.secret(), associatedData(key.id()));
            return ByteBuffer.allocate(WRAPPED_BYTES)
                    .put(WRAPPED_VERSION)
                    .put(id)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot wrap key " + key.id(), e);
        }
    }

    /** @throws UnreadableKeyException if the value is no wrapped key, of another master key, or altered */
    public PatientKey unwrap(String keyId, byte[] wrapped) {
        String wrapper =
                idOfWrapper(wrapped).orElseThrow(() -> new UnreadableKeyException(keyId, "it is no wrapped key", null));
        if (!wrapper.equals(id())) {
            throw new UnreadableKeyException(
                    keyId, "it is wrapped by the master key " + wrapper + ", and this is " + id(), null);
        }
        try {
            byte[] sealed = Arrays.copyOfRange(wrapped, 1 + ID_BYTES, wrapped.length);
            return new PatientKey(keyId, aead.decrypt(sealed, associatedData(keyId)));
        } catch (GeneralSecurityException e) {
            throw new UnreadableKeyException(keyId, "it was altered", e);
        }
    }

    private static byte[] associatedData(String keyId) {
        return (WRAPPING_LABEL + keyId).getBytes(StandardCharsets.US_ASCII);
    }
}
