package org.accrual.log.format;

import java.time.Instant;

/**
 * Where a chain stands.
 *
 * @param hash of the last accepted record, or the genesis
 * @param count accepted records
 * @param recordedAt recording time of the last accepted record, or null before the first
 */
public record ChainHead(ChainKey key, RecordHash hash, long count, Instant recordedAt) {
    public static ChainHead genesis(String topic, ChainKey key) {
        return new ChainHead(key, Genesis.of(topic, key), 0, null);
    }
}
