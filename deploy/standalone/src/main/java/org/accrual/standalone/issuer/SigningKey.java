package org.accrual.standalone.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.accrual.standalone.OwnerOnly;

/** The key that signs tokens. It is kept, so that tokens outlive a restart. */
final class SigningKey {
    private static final int BITS = 2048;

    private SigningKey() {}

    /**
     * Reads the key, or makes it if the file is missing.
     *
     * @throws IllegalStateException if the file holds no RSA key pair as a JSON Web Key
     * @throws UncheckedIOException if it can't be read or written
     */
    static RSAKey open(Path file) {
        try {
            if (!Files.exists(file)) {
                RSAKey made = new RSAKeyGenerator(BITS)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint(true)
                        .generate();
                OwnerOnly.write(file, made.toJSONString().getBytes(UTF_8));
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(file + " holds no signing key", e);
        }
    }
}
