package org.accrual.query.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.ProblemWriter;
import org.accrual.web.session.SavedPage;
import org.accrual.web.session.SignInSessions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.SecurityFilterChain;

/** Who gets to the pages: a person signed in at the configured issuer. The API's door is web's FrontDoor. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
    private static final String BEGIN = OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI;

    /** The pages, and whatever path is left. Without a client registration nobody can sign in: they stay closed. */
    @Bean
    @Order(100)
    SecurityFilterChain pages(
            HttpSecurity http,
            ObjectProvider<ClientRegistrationRepository> registrations,
            ConsolePeople people,
            SignInSessions sessions,
            ProblemWriter writer)
            throws Exception {
        ClientRegistrationRepository clients = registrations.getIfAvailable();
        if (clients == null)
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/front/**")
                            .permitAll()
                            .anyRequest()
                            .denyAll())
                    .build();
        return sessions.keep(http, new SavedPage("accrual-page", SealedRequests.CALLBACK))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        // Of an unknown registration there is nothing behind it.
                        .requestMatchers("/front/**", BEGIN + "/*")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.userInfoEndpoint(person -> person.oidcUserService(people))
                        .authorizationEndpoint(begin -> begin.authorizationRequestRepository(new SealedRequests())
                                .authorizationRequestResolver(new KnownIssuers(clients)))
                        .failureHandler((request, response, why) -> writer.write(
                                request,
                                response,
                                Problem.NOT_AUTHENTICATED.detail("The sign-in was not completed: begin it again."))))
                .logout(logout -> logout.logoutSuccessHandler(new OidcClientInitiatedLogoutSuccessHandler(clients)))
                .build();
    }

    /** An address that names no registration is an unknown address, not a failure. */
    private static final class KnownIssuers implements OAuth2AuthorizationRequestResolver {
        private final ClientRegistrationRepository clients;
        private final OAuth2AuthorizationRequestResolver resolver;

        KnownIssuers(ClientRegistrationRepository clients) {
            this.clients = clients;
            this.resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, BEGIN);
        }

        @Override
        public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            String path = request.getServletPath();
            boolean unknown = path.startsWith(BEGIN + "/")
                    && clients.findByRegistrationId(path.substring(BEGIN.length() + 1)) == null;
            return unknown ? null : resolver.resolve(request);
        }

        @Override
        public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
            return resolver.resolve(request, registration);
        }
    }
}
