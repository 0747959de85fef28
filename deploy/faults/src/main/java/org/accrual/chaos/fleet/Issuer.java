package org.accrual.chaos.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Signs the tokens of the run's people; the services are given its public key as a file. */
final class Issuer {
    private static final int KEY_BITS = 2_048;
    private static final Duration VALID_FOR = Duration.ofDays(2);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    Issuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has RSA", e);
        }
    }

    void writePublicKey(Path file) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        try {
            Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param center the one center of the person, as study/center; null for who acts for the study */
    String token(String person, String role, String study, String center) {
        long now = Instant.now().getEpochSecond();
        String header = encode(Map.of("alg", "RS256", "typ", "JWT"));
        String claims = encode(Map.of(
                "iss",
                "accrual-chaos",
                "sub",
                person,
                "aud",
                List.of("accrual"),
                "iat",
                now,
                "exp",
                now + VALID_FOR.toSeconds(),
                "roles",
                List.of(role),
                "studies",
                List.of(study),
                "centers",
                center == null ? List.of() : List.of(center),
                "disclosure",
                "RECORD_LEVEL"));
        return header + "." + claims + "." + BASE64.encodeToString(sign(header + "." + claims));
    }

    private static String encode(Map<String, ?> json) {
        return BASE64.encodeToString(JsonMapper.shared().writeValueAsBytes(json));
    }

    private byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
