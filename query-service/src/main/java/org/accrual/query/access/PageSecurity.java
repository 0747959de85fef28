package org.accrual.query.access;

import jakarta.servlet.DispatcherType;
import org.accrual.web.access.FrontDoor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;

/** Who gets to the pages: a person signed in at the configured issuer. The API's door is {@link FrontDoor}. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
    /** Everything a page needs comes from this server; styles may be inline since charts are drawn with them. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

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
                        .requestMatchers("/front/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.userInfoEndpoint(person -> person.oidcUserService(people)))
                .logout(logout -> logout.logoutSuccessHandler(new OidcClientInitiatedLogoutSuccessHandler(clients)))
                .build();
    }
}
