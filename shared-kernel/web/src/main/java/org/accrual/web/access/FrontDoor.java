package org.accrual.web.access;

import org.accrual.study.access.Action;
import org.accrual.web.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who gets in at all: a program with a token of the configured issuer to the API, anybody to the health probes. What
 * they may do there is decided by the policy table on the study, center or patient, not here on its path; here stands
 * only what concerns the whole platform.
 */
@Configuration(proxyBeanMethods = false)
public class FrontDoor {
    private final SignInProblems problems;
    private final ProblemWriter writer;

    FrontDoor(SignInProblems problems, ProblemWriter writer) {
        this.problems = problems;
        this.writer = writer;
    }

    @Bean
    @Order(20)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
        return tokenOnly(http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/checkpoints")
                        .hasAuthority(Action.SIGN_CHECKPOINT.name())
                        .anyRequest()
                        .authenticated()));
    }

    @Bean
    @Order(30)
    SecurityFilterChain operations(HttpSecurity http) throws Exception {
        return tokenOnly(http.securityMatcher("/actuator/**", "/v3/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasAuthority(Action.OPERATE_PLATFORM.name())
                        .requestMatchers("/v3/api-docs/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll()));
    }

    /** Requests that a bearer token alone opens: nothing of them is remembered. */
    public SecurityFilterChain tokenOnly(HttpSecurity http) throws Exception {
        return http.addFilterBefore(new IssuerUnavailable(writer), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(grantedActions()))
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

    private static JwtAuthenticationConverter grantedActions() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(new GrantedActions());
        return converter;
    }
}
