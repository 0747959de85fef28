package org.accrual.log.audit;

import java.nio.charset.StandardCharsets;
import org.accrual.log.format.RecordHash;

/**
 * A checkpoint whose signature holds, with that signature: in its topic, or as a copy that somebody keeps.
 *
 * @param signed what the checkpoint was read from
 */
public record VerifiedCheckpoint(Checkpoint checkpoint, SignedCheckpoint signed) {
    private static final String SIGNATURE = "signature ";

    /** As it is kept in a file: its text, and a last line with the signature. */
    public String text() {
        return checkpoint.text() + SIGNATURE + signed.signature() + "\n";
    }

    /** @throws IllegalArgumentException if this is no such text, or not signed by that key */
    public static VerifiedCheckpoint parse(String text, CheckpointVerifier signatures) {
        int end = text.lastIndexOf(SIGNATURE);
        if (end < 0) {
            throw new IllegalArgumentException("it holds no signed checkpoint");
        }
        byte[] value = text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        String signature = text.substring(end + SIGNATURE.length()).strip();
        return signatures.verify(new SignedCheckpoint(value, signature, signatures.fingerprint()));
    }

    RecordHash hash() {
        return checkpoint.hash();
    }
}
