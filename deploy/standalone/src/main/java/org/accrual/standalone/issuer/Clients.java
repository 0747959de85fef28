package org.accrual.standalone.issuer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Who may ask the issuer for tokens: the console for whoever signs in there, and every person's own scripts. */
final class Clients implements RegisteredClientRepository {
    static final String CONSOLE = "console";

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(30);

    /** A working day: then one signs in again. */
    private static final Duration SESSION_LIFE = Duration.ofHours(10);

    private final People people;
    private final Accounts accounts;
    private final RegisteredClient console;

    /** @param consoleSecret the hash of what this process alone knows, made anew at each start */
    Clients(People people, Accounts accounts, String publicUrl, String consoleSecret) {
        this.people = people;
        this.accounts = accounts;
        this.console = console(publicUrl, consoleSecret);
    }

    @Override
    public RegisteredClient findByClientId(String clientId) {
        return clientId.equals(CONSOLE)
                ? console
                : scripts(people.named(clientId)).orElse(null);
    }

    @Override
    public RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients come from the people file");
    }

    private static RegisteredClient console(String publicUrl, String secret) {
        return RegisteredClient.withId(CONSOLE)
                .clientId(CONSOLE)
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUris(uris -> uris.addAll(callbacks(publicUrl)))
                .scope(OidcScopes.OPENID)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFE)
                        .refreshTokenTimeToLive(SESSION_LIFE)
                        .build())
                .build();
    }

    /** Whoever typed 127.0.0.1 instead of localhost comes back to where they were. */
    private static List<String> callbacks(String publicUrl) {
        return Stream.of(publicUrl, publicUrl.replace("//localhost:", "//127.0.0.1:"))
                .distinct()
                .map(address -> address + "/login/oauth2/code/" + LocalIssuer.REGISTRATION)
                .toList();
    }

    private Optional<RegisteredClient> scripts(Optional<Person> owner) {
        return owner.map(person -> RegisteredClient.withId(person.user())
                .clientId(person.user())
                .clientSecret(accounts.hash(person.user()).orElseThrow())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFE)
                        .build())
                .build());
    }
}
