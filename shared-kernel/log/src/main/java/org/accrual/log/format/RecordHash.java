package org.accrual.log.format;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A SHA-256 value, held in four longs (big-endian) so that heads compare and hash without arrays. */
public record RecordHash(long a, long b, long c, long d) {
    public static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    /** @throws IllegalArgumentException unless there are exactly 32 bytes */
    public static RecordHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new RecordHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** Parses 64 lower-case hexadecimal digits. @throws IllegalArgumentException for anything else */
    public static RecordHash parse(String hex) {
        if (!isHash(hex)) {
            throw new IllegalArgumentException("a hash is written as 64 lower-case hexadecimal digits: " + hex);
        }
        return of(HEX.parseHex(hex));
    }

    /** Whether this is the one way to write a hash: a second spelling would be a second record with the same meaning. */
    public static boolean isHash(String text) {
        return text.length() == 2 * BYTES && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HEX.formatHex(bytes());
    }

    @Override
    public String toString() {
        return hex();
    }
}
