package org.accrual.web.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.ProblemWriter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Whom the door already refuses gets a problem like any other, beside what RFC 6750 says of tokens. */
@Component
class SignInProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final AuthenticationEntryPoint noToken = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler wrongToken = new BearerTokenAccessDeniedHandler();
    private final ProblemWriter writer;

    SignInProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        noToken.commence(request, response, why);
        writer.write(
                request,
                response,
                Problem.NOT_AUTHENTICATED.detail("The Authorization header holds no token that is valid now."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        wrongToken.handle(request, response, why);
        writer.write(request, response, Problem.NOT_PERMITTED.detail("Your roles do not allow this."));
    }
}
