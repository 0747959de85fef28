package org.accrual.log.format;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A record ready to send: the same bytes each time, so that sending twice is harmless. The log decides whether it
 * belongs to the history; the writer knows its own by the hash.
 *
 * @param timestamp Kafka's, milliseconds
 * @param hash the head after it, if it is accepted
 */
public record Proposal(
        ChainKey key,
        byte[] keyBytes,
        long timestamp,
        List<Header> headers,
        byte[] value,
        RecordHash predecessor,
        RecordHash hash) {

    /** This record with a further header that its hash does not cover. */
    public Proposal with(Header uncovered) {
        List<Header> all = new ArrayList<>(headers);
        all.add(uncovered);
        return new Proposal(key, keyBytes, timestamp, all, value, predecessor, hash);
    }

    /** An upper bound of the bytes that Kafka counts against its maximal record size, without compression, once it is signed. */
    public int sizeBytes() {
        int size = RECORD_OVERHEAD + keyBytes.length + value.length;
        for (Header header : headers) {
            size += HEADER_OVERHEAD + header.key().length() + header.value().length;
        }
        return size;
    }

    /**
     * A batch of one: its header (61 bytes), the record's attributes and its variable-length numbers at their longest;
     * and the signature's header.
     */
    private static final int RECORD_OVERHEAD = 100 + 22 + Syntax.SIGNATURE_DIGITS;

    private static final int HEADER_OVERHEAD = 10;
}
