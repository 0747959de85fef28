package org.accrual.log.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Keys as openssl and everyone else writes them. */
public final class Pem {
    public static final String PUBLIC_KEY = "PUBLIC KEY";
    public static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    public static String encode(byte[] bytes, String label) {
        return begin(label) + "\n" + ENCODER.encodeToString(bytes) + "\n" + end(label) + "\n";
    }

    public static byte[] decode(String text, String label, Path file) throws IOException {
        int from = text.indexOf(begin(label));
        int to = text.indexOf(end(label));
        if (from < 0 || to < from) {
            throw new IOException(file + " does not hold a " + label + " in PEM");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.substring(from + begin(label).length(), to));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a damaged " + label, e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
