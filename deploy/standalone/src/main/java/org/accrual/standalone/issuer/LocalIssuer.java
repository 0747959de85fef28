package org.accrual.standalone.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.accrual.standalone.DataDirectory;
import org.accrual.study.words.Role;
import org.accrual.web.access.UsableToken;
import org.accrual.web.problem.ProblemWriter;
import org.accrual.web.session.SavedPage;
import org.accrual.web.session.SignInSessions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * The issuer that standalone brings along: an OpenID provider for the people of {@code people.json}. A site with an
 * issuer of its own runs the services alone and names that one.
 */
@Configuration(proxyBeanMethods = false)
class LocalIssuer {
    /** What the console calls its client registration. */
    static final String REGISTRATION = "accrual";

    /** Every resource server of Accrual takes tokens for this audience only; an identity token is none. */
    private static final String AUDIENCE = "accrual";

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int ARGON2_KIB = 19 * 1024;
    private static final int ARGON2_PASSES = 2;

    private static final String SIGN_IN = "/sign-in";
    private static final SavedPage SAVED = new SavedPage("accrual-issuer-page", SIGN_IN);

    /** Read before the people: whoever has an account needs no new password. */
    @Bean
    People people(DataDirectory data) {
        return People.open(data.people(), Accounts.read(data.accounts()).users());
    }

    @Bean
    Accounts accounts(DataDirectory data, People people, PasswordEncoder passwords) {
        return Accounts.read(data.accounts()).with(people, data.people(), data.accounts(), passwords);
    }

    @Bean
    SignIns signIns(DataDirectory data) {
        return new SignIns(data.signIns(), InstantSource.system());
    }

    @Bean
    SignInDoorFactory signInDoors(SignIns signIns, ProblemWriter writer) {
        var guard = new SignInGuard(InstantSource.system());
        return () -> new SignInDoor(guard, signIns, writer);
    }

    /** One for each chain, since a filter that is a bean would stand before every request; all share one guard. */
    interface SignInDoorFactory {
        SignInDoor make();
    }

    @Bean
    RSAKey signingKey(DataDirectory data) {
        return SigningKey.open(data.signingKey());
    }

    @Bean
    JWKSource<SecurityContext> publishedKeys(RSAKey signingKey) {
        return new ImmutableJWKSet<>(new JWKSet(signingKey));
    }

    /** Checks tokens with the key at hand: nothing has to be fetched from this very process. */
    @Bean
    JwtDecoder accessTokens(RSAKey signingKey, UsableToken usable, @Value("${accrual.public-url}") String issuer)
            throws Exception {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withPublicKey(signingKey.toRSAPublicKey()).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer),
                usable,
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(AUDIENCE))));
        return decoder;
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(@Value("${accrual.public-url}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    RegisteredClientRepository clients(
            People people,
            Accounts accounts,
            PasswordEncoder passwords,
            @Value("${accrual.public-url}") String publicUrl,
            @Value("${spring.security.oauth2.client.registration." + REGISTRATION + ".client-secret}")
                    String consoleSecret) {
        return new Clients(people, accounts, publicUrl, passwords.encode(consoleSecret));
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new RecentAuthorizations();
    }

    @Bean
    PasswordEncoder passwords() {
        return encoder();
    }

    /** Argon2id with OWASP's least parameters; the prefix of a hash names its kind, so that others may follow. */
    static PasswordEncoder encoder() {
        var argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, ARGON2_KIB, ARGON2_PASSES);
        return new DelegatingPasswordEncoder("argon2", Map.of("argon2", argon2, "bcrypt", new BCryptPasswordEncoder()));
    }

    @Bean
    UserDetailsService users(People people, Accounts accounts) {
        return user -> people.named(user)
                .flatMap(person -> accounts.hash(person.user()))
                .map(hash -> account(user, hash))
                .orElseThrow(() -> new UsernameNotFoundException(user));
    }

    /** Whoever signs out of the pages; the session's end is no news. */
    @Bean
    ApplicationListener<LogoutSuccessEvent> signOuts(SignIns signIns) {
        return event -> signIns.record(
                SignIns.What.SIGNED_OUT,
                event.getAuthentication().getName(),
                event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details
                        ? details.getRemoteAddress()
                        : "");
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(People people) {
        return context -> people.named(context.getPrincipal().getName()).ifPresent(person -> describe(person, context));
    }

    @Bean
    @Order(1)
    SecurityFilterChain issuer(
            HttpSecurity http,
            SignInSessions sessions,
            SignInDoorFactory doors,
            RegisteredClientRepository clients,
            DataDirectory data)
            throws Exception {
        String ownersSecret = UUID.randomUUID().toString();
        data.announce(DataDirectory.OWNER, ownersSecret);
        http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults());
                    server.clientAuthentication(client -> client.authenticationProviders(
                            all -> all.addFirst(new OwnersToken(clients, ownersSecret))));
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint(SIGN_IN),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return withOwnContext(sessions.keep(http, SAVED))
                .addFilterAfter(doors.make(), CsrfFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain signIn(HttpSecurity http, SignInSessions sessions, SignInDoorFactory doors) throws Exception {
        http.securityMatcher(SIGN_IN)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .formLogin(form -> form.loginPage(SIGN_IN).failureHandler(again()));
        return withOwnContext(sessions.keep(http, SAVED))
                .addFilterAfter(doors.make(), CsrfFilter.class)
                .build();
    }

    /**
     * The issuer and the console share a port and so a session. Each remembers on its own who is signed in, as if they
     * were two sites.
     */
    private static HttpSecurity withOwnContext(HttpSecurity http) throws Exception {
        HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
        contexts.setSpringSecurityContextKey("ISSUER_SECURITY_CONTEXT");
        return http.securityContext(context -> context.securityContextRepository(contexts));
    }

    /** What the framework knows of sessions for signing out ends with them. */
    @Bean
    ServletListenerRegistrationBean<HttpSessionEventPublisher> sessionEnds() {
        return new ServletListenerRegistrationBean<>(new HttpSessionEventPublisher());
    }

    /** Says no more than that, and keeps nothing of it. */
    private static AuthenticationFailureHandler again() {
        var handler = new SimpleUrlAuthenticationFailureHandler(SIGN_IN + "?error");
        handler.setAllowSessionCreation(false);
        return (request, response, why) -> {
            SignInDoor.fail(request);
            handler.onAuthenticationFailure(request, response, why);
        };
    }

    private static UserDetails account(String user, String hash) {
        return User.withUsername(user).password(hash).authorities(List.of()).build();
    }

    private static void describe(Person person, JwtEncodingContext context) {
        context.getClaims().subject(person.subject()).claim("name", person.name());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getClaims()
                    .audience(List.of(AUDIENCE))
                    .claim("roles", person.roles().stream().map(Role::name).toList())
                    .claim("studies", person.studies())
                    .claim("centers", person.centers())
                    .claim("disclosure", person.disclosure().name());
        }
    }
}
