package org.accrual.query.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Whom the door already refuses gets a problem by RFC 9457 beside what RFC 6750 says of tokens. */
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final AuthenticationEntryPoint noToken = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler wrongToken = new BearerTokenAccessDeniedHandler();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        noToken.commence(request, response, why);
        write(response, "not-authenticated", "A token of the configured issuer is needed.", "NOT_AUTHENTICATED");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        wrongToken.handle(request, response, why);
        write(response, "not-permitted", "The token's roles do not allow this.", "NOT_PERMITTED");
    }

    static void write(HttpServletResponse response, String slug, String title, String reason) throws IOException {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write("{\"type\":\"urn:accrual:problem:%s\",\"title\":\"%s\",\"status\":%d,\"reason\":\"%s\"}"
                        .formatted(slug, title, response.getStatus(), reason));
    }
}
