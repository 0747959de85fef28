package org.accrual.command.intake.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may send a command at all: whoever brings a token of the configured issuer. What they may do with it is decided
 * by the policy table on the command itself, not here on its path.
 */
@Configuration(proxyBeanMethods = false)
class CommandSecurity {
    @Bean
    @Order(10)
    SecurityFilterChain commands(HttpSecurity http, SignInProblems problems) throws Exception {
        return http.securityMatcher("/api/commands/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                // The resource server's own handlers are for faulty tokens only; these are for the rest.
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie is looked at, so there is no request to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
