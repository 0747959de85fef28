package org.accrual.log.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.accrual.log.format.FieldDigest;
import org.accrual.log.format.RecordHash;
import org.accrual.log.keys.Pem;
import org.accrual.log.keys.RecordSignatures;

/** Checks a checkpoint's signature with the public key that belongs to the signer's. */
public final class CheckpointVerifier {
    static final String ALGORITHM = "Ed25519";
    private static final int RAW_KEY_BYTES = 32;

    private final PublicKey key;

    CheckpointVerifier(PublicKey key) {
        this.key = key;
    }

    /** @throws IOException if the file can't be read or does not hold an Ed25519 public key in PEM */
    public static CheckpointVerifier fromFile(Path pemFile) throws IOException {
        if (!Files.exists(pemFile)) {
            throw new IOException("there is no public key " + pemFile);
        }
        byte[] encoded = Pem.decode(Files.readString(pemFile, StandardCharsets.ISO_8859_1), Pem.PUBLIC_KEY, pemFile);
        try {
            return new CheckpointVerifier(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IOException(pemFile + " does not hold an Ed25519 public key", e);
        }
    }

    /**
     * What was signed.
     *
     * @throws IllegalArgumentException if the signature is not this key's over exactly this text, or the text is no
     *     checkpoint
     */
    public VerifiedCheckpoint verify(SignedCheckpoint signed) {
        if (!signed.signer().equals(fingerprint())) {
            throw new IllegalArgumentException("its signer is not the public key's owner");
        }
        if (!holds(signed)) {
            throw new IllegalArgumentException("its signature is not the public key's");
        }
        Checkpoint checkpoint = Checkpoint.parse(new String(signed.value(), StandardCharsets.US_ASCII));
        return new VerifiedCheckpoint(checkpoint, signed);
    }

    /** What the signer's first checkpoint of a topic names as the one before. */
    RecordHash genesis(String topic) {
        return new FieldDigest()
                .field(Checkpoint.FORMAT)
                .field(topic)
                .field(raw())
                .finish();
    }

    /** The same key's, over records. */
    public RecordSignatures records() {
        return new RecordSignatures(raw());
    }

    /** SHA-256 of the 32 bytes of the public key, hexadecimal: to compare with one that came another way. */
    public String fingerprint() {
        return HexFormat.of().formatHex(FieldDigest.sha256().digest(raw()));
    }

    private byte[] raw() {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_KEY_BYTES, encoded.length);
    }

    private boolean holds(SignedCheckpoint signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(signed.value());
            return signature.verify(signed.signatureBytes());
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }
}
