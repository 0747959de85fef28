package org.accrual.log.format;

import java.nio.ByteBuffer;

/** The explicit mapping from a chain to its partition; never a client's default, which differs between clients. */
public record Partitioning(int partitions) {
    public Partitioning {
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic has at least one partition, not " + partitions);
        }
    }

    /** The first four bytes of SHA-256(key), as an unsigned big-endian integer, modulo the partition count. */
    public int partitionOf(ChainKey key) {
        int prefix = ByteBuffer.wrap(FieldDigest.sha256().digest(key.bytes())).getInt();
        return Integer.remainderUnsigned(prefix, partitions);
    }
}
