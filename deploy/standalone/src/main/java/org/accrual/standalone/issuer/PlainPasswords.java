package org.accrual.standalone.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares passwords as {@code people.json} holds them. Hashing them in memory would protect nothing: whoever can read
 * that file has them, and nobody else can.
 */
final class PlainPasswords implements PasswordEncoder {
    @Override
    public String encode(CharSequence password) {
        return password.toString();
    }

    @Override
    public boolean matches(CharSequence given, String expected) {
        return MessageDigest.isEqual(given.toString().getBytes(UTF_8), expected.getBytes(UTF_8));
    }
}
