package org.accrual.log.keys;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.accrual.log.format.HeaderName;
import org.accrual.log.format.Proposal;
import org.accrual.log.format.RecordHash;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Signs the records that a command service writes, with the key that signs checkpoints. The rule does not look at
 * signatures; but whoever has the public key can tell a record of ours from a stranger's, even one that knew the head.
 */
@FunctionalInterface
public interface RecordSigner {
    /** For a site that has no key. */
    RecordSigner NONE = proposal -> proposal;

    /** The same record with its signature; its hash stays, since it does not cover the signature. Thread-safe. */
    Proposal sign(Proposal proposal);

    /** @throws IOException if the file can't be read, others may read it, or it holds no Ed25519 private key in PEM */
    static RecordSigner fromFile(Path privateKey) throws IOException {
        byte[] encoded = Pem.decode(OwnerOnlyFile.read(privateKey), Pem.PRIVATE_KEY, privateKey);
        // PKCS #8 of such a key ends with its 32 bytes (RFC 8410).
        byte[] seed = Arrays.copyOfRange(encoded, encoded.length - Ed25519Sign.SECRET_KEY_LEN, encoded.length);
        try {
            return new Ed25519(new Ed25519Sign(seed));
        } catch (GeneralSecurityException e) {
            throw new IOException(privateKey + " does not hold an Ed25519 private key", e);
        }
    }

    /** Tink's, since the JDK's takes ten times as long, and each command waits for it. */
    record Ed25519(Ed25519Sign key) implements RecordSigner {
        @Override
        public Proposal sign(Proposal proposal) {
            String signature = HexFormat.of().formatHex(signature(proposal.hash()));
            return proposal.with(
                    new RecordHeader(HeaderName.SIGNATURE.text, signature.getBytes(StandardCharsets.US_ASCII)));
        }

        private byte[] signature(RecordHash hash) {
            try {
                return key.sign(RecordSignatures.message(hash));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign a record", e);
            }
        }
    }
}
