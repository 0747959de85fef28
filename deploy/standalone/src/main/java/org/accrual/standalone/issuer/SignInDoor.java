package org.accrual.standalone.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stands before everything that takes a password, in a form or with a request for a token: holds off, and records. */
final class SignInDoor extends OncePerRequestFilter {
    private static final String FAILED = SignInDoor.class.getName() + ".FAILED";
    private static final String BASIC = "Basic ";

    private final SignInGuard guard;
    private final SignIns signIns;
    private final ProblemWriter writer;

    SignInDoor(SignInGuard guard, SignIns signIns, ProblemWriter writer) {
        this.guard = guard;
        this.signIns = signIns;
        this.writer = writer;
    }

    /** Whoever finds a form's password wrong says so. */
    static void fail(HttpServletRequest request) {
        request.setAttribute(FAILED, true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> named = HttpMethod.POST.matches(request.getMethod()) ? user(request) : Optional.empty();
        // The console's secret is this process's own, random and new at each start: nobody is to keep it out.
        if (named.isEmpty() || named.get().equals(Clients.CONSOLE)) {
            chain.doFilter(request, response);
            return;
        }
        String user = named.get();
        Optional<Duration> wait = guard.begin(user, request.getRemoteAddr());
        if (wait.isPresent()) holdOff(user, wait.get(), request, response);
        else judge(user, request, response, chain);
    }

    private void judge(String user, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        Optional<SignIns.What> outcome = Optional.empty();
        try {
            chain.doFilter(request, response);
            outcome = outcome(request, response);
        } finally {
            if (outcome.isEmpty()) guard.over(user, address);
            else if (outcome.get() == SignIns.What.FAILED) guard.failed(user, address);
            else guard.succeeded(user, address);
        }
        outcome.ifPresent(what -> signIns.record(what, user, address));
    }

    private static Optional<SignIns.What> outcome(HttpServletRequest request, HttpServletResponse response) {
        HttpStatus status = HttpStatus.valueOf(response.getStatus());
        if (request.getAttribute(FAILED) != null || status == HttpStatus.UNAUTHORIZED)
            return Optional.of(SignIns.What.FAILED);
        if (status.is3xxRedirection()) return Optional.of(SignIns.What.SIGNED_IN);
        return status == HttpStatus.OK ? Optional.of(SignIns.What.TOKEN_ISSUED) : Optional.empty();
    }

    private void holdOff(String user, Duration wait, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        signIns.record(SignIns.What.HELD_OFF, user, request.getRemoteAddr());
        long seconds = wait.plusMillis(999).toSeconds();
        writer.write(
                request,
                response,
                Problem.TOO_MANY_REQUESTS.detail("The password was wrong too often: try again in " + seconds + " s."));
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    private static Optional<String> user(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.startsWith(BASIC)) return basicUser(authorization);
        return Optional.ofNullable(request.getParameter("username"))
                .or(() -> Optional.ofNullable(request.getParameter("client_id")));
    }

    /** What is no such header fails by itself. */
    private static Optional<String> basicUser(String authorization) {
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            return pair.indexOf(':') < 0 ? Optional.empty() : Optional.of(pair.substring(0, pair.indexOf(':')));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
