package org.accrual.log.keys;

import com.google.crypto.tink.subtle.Ed25519Verify;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import org.accrual.log.format.HeaderName;
import org.accrual.log.format.RecordHash;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells with a public key whether a command service wrote a record. Thread-safe. */
public final class RecordSignatures {
    private static final String TAG = "accrual-record/1 ";

    private final Ed25519Verify key;

    /** @param publicKey its 32 bytes */
    public RecordSignatures(byte[] publicKey) {
        this.key = new Ed25519Verify(publicKey);
    }

    /** What is signed: an ASCII text, so that no checkpoint is ever mistaken for a record. */
    static byte[] message(RecordHash hash) {
        return (TAG + hash.hex()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Of a well-formed record, 128 hexadecimal digits; empty if it has none. */
    public static Optional<String> of(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(HeaderName.SIGNATURE.text))
                .map(header -> new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** @param signature of the record with this hash */
    public boolean holds(Optional<String> signature, RecordHash hash) {
        return signature.isPresent() && holds(signature.get(), hash);
    }

    /** @param signature 128 hexadecimal digits */
    public boolean holds(String signature, RecordHash hash) {
        try {
            key.verify(HexFormat.of().parseHex(signature), message(hash));
            return true;
        } catch (GeneralSecurityException notOurs) {
            return false;
        }
    }
}
