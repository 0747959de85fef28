package org.accrual.log.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over fields, each preceded by its length: no two lists of fields give the same bytes. */
public final class FieldDigest {
    private static final int ABSENT = -1;

    private final MessageDigest digest = sha256();
    private final byte[] number = new byte[Long.BYTES];

    public FieldDigest field(byte[] bytes) {
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    public FieldDigest field(String text) {
        return field(text.getBytes(StandardCharsets.UTF_8));
    }

    public FieldDigest field(int value) {
        length(Integer.BYTES);
        bigEndian(value, Integer.BYTES);
        return this;
    }

    public FieldDigest field(long value) {
        length(Long.BYTES);
        bigEndian(value, Long.BYTES);
        return this;
    }

    /** A field that may be absent, which differs from an empty one: only damaged records have such. */
    public FieldDigest optional(byte[] bytesOrNull) {
        if (bytesOrNull == null) {
            length(ABSENT);
            return this;
        }
        return field(bytesOrNull);
    }

    public RecordHash finish() {
        return RecordHash.of(digest.digest());
    }

    private void length(int length) {
        bigEndian(length, Integer.BYTES);
    }

    private void bigEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            number[i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
        digest.update(number, 0, bytes);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
