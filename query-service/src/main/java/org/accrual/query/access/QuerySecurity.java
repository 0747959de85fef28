package org.accrual.query.access;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who gets in: a program with a token of the configured issuer to the API, a person signed in at that issuer to the
 * pages, anybody to the health probes. What they may read is decided by the policy table on the study, center or
 * patient, not here on its path.
 */
@Configuration(proxyBeanMethods = false)
class QuerySecurity {
    /** Everything a page needs comes from this server; styles may be inline since charts are drawn with them. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    @Bean
    @Order(20)
    SecurityFilterChain queries(HttpSecurity http) throws Exception {
        return tokenOnly(http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated()));
    }

    @Bean
    @Order(30)
    SecurityFilterChain operations(HttpSecurity http) throws Exception {
        return tokenOnly(http.securityMatcher("/actuator/**", "/v3/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole("ADMINISTRATOR")
                        .requestMatchers("/v3/api-docs/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll()));
    }

    /** The pages, and whatever path is left. Without a client registration nobody can sign in: they stay closed. */
    @Bean
    @Order(100)
    SecurityFilterChain pages(
            HttpSecurity http, ObjectProvider<ClientRegistrationRepository> registrations, ConsolePeople people)
            throws Exception {
        http.headers(
                headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)));
        ClientRegistrationRepository clients = registrations.getIfAvailable();
        if (clients == null) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .build();
        }
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.userInfoEndpoint(person -> person.oidcUserService(people)))
                .logout(logout -> logout.logoutSuccessHandler(new OidcClientInitiatedLogoutSuccessHandler(clients)))
                .build();
    }

    private static SecurityFilterChain tokenOnly(HttpSecurity http) throws Exception {
        var refusals = new SecurityProblems();
        return http.addFilterBefore(new IssuerUnavailable(), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                // The resource server's own handlers are for faulty tokens only; these are for the rest.
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie is looked at, so there is no request to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
