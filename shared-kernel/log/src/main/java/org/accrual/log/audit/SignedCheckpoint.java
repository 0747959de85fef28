package org.accrual.log.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A checkpoint as it stands in its topic.
 *
 * @param value the checkpoint's text, ASCII
 * @param signature Ed25519 over exactly these bytes, hexadecimal
 * @param signer SHA-256 of the public key, hexadecimal
 */
public record SignedCheckpoint(byte[] value, String signature, String signer) {
    private static final String SIGNATURE = "signature";
    private static final String SIGNER = "signer";

    /** What a record holds; what is absent, or there twice, is empty, and will not verify. */
    public static SignedCheckpoint of(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = Optional.ofNullable(record.value()).orElse(new byte[0]);
        return new SignedCheckpoint(value, text(record, SIGNATURE), text(record, SIGNER));
    }

    public List<Header> headers() {
        return List.of(header(SIGNATURE, signature), header(SIGNER, signer));
    }

    byte[] signatureBytes() {
        return HexFormat.of().parseHex(signature);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Iterator<Header> headers = record.headers().headers(name).iterator();
        byte[] value = headers.hasNext() ? headers.next().value() : null;
        return value == null || headers.hasNext() ? "" : new String(value, StandardCharsets.ISO_8859_1);
    }
}
