package org.accrual.standalone.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Whoever owns the data directory may have a token of anybody in it ({@code deploy/token}), by a secret that lies in
 * {@code run/} while Accrual runs: so nobody's password has to lie there. It opens no form.
 */
final class OwnersToken implements AuthenticationProvider {
    private final RegisteredClientRepository clients;
    private final byte[] secret;

    OwnersToken(RegisteredClientRepository clients, String secret) {
        this.clients = clients;
        this.secret = secret.getBytes(UTF_8);
    }

    /** @return null for any other secret: that is for the next one to judge */
    @Override
    public Authentication authenticate(Authentication asked) {
        if (!(asked.getCredentials() instanceof String given) || Clients.CONSOLE.equals(asked.getName())) return null;
        if (!MessageDigest.isEqual(given.getBytes(UTF_8), secret)) return null;
        RegisteredClient client = clients.findByClientId(asked.getName());
        if (client == null) return null;
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.CLIENT_SECRET_BASIC, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
