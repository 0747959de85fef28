package org.accrual.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.ProblemWriter;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Without the issuer's keys no token can be judged: neither the asker's fault nor a defect, so it may be asked again. */
final class IssuerUnavailable extends OncePerRequestFilter {
    private final ProblemWriter writer;

    IssuerUnavailable(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException e) {
            logger.warn("no token can be judged at the moment", e);
            writer.write(request, response, Problem.ISSUER_UNAVAILABLE.detail("Ask again in a moment."));
        }
    }
}
