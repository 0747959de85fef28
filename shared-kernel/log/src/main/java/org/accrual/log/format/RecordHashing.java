package org.accrual.log.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What a record's hash covers: everything a reader sees but the offset, so that a copy has the same hash, and the
 * signature, which is made of it.
 */
final class RecordHashing {
    private static final String MALFORMED = Genesis.FORMAT + "/malformed";

    private RecordHashing() {}

    static RecordHash of(RecordHash predecessor, byte[] key, long timestamp, Iterable<Header> headers, byte[] value) {
        FieldDigest digest = new FieldDigest()
                .field(Genesis.FORMAT)
                .field(predecessor.bytes())
                .field(key)
                .field(timestamp)
                .field(coveredHeaders(headers));
        for (Header header : headers) {
            if (isCovered(header)) {
                digest.field(header.key()).field(header.value());
            }
        }
        return digest.field(value).finish();
    }

    /** Under a tag of its own, since it may lack anything. */
    static RecordHash ofMalformed(ConsumerRecord<byte[], byte[]> record) {
        FieldDigest digest = new FieldDigest()
                .field(MALFORMED)
                .optional(record.key())
                .field(record.timestamp())
                .field(record.headers().toArray().length);
        for (Header header : record.headers()) {
            digest.field(header.key()).optional(header.value());
        }
        return digest.optional(record.value()).finish();
    }

    private static int coveredHeaders(Iterable<Header> headers) {
        int count = 0;
        for (Header header : headers) {
            if (isCovered(header)) {
                count++;
            }
        }
        return count;
    }

    /** The predecessor is covered as a field of its own; the signature is made of the hash. */
    private static boolean isCovered(Header header) {
        HeaderName name = HeaderName.of(header.key());
        return name != HeaderName.PREDECESSOR && name != HeaderName.SIGNATURE;
    }
}
