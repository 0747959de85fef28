package org.accrual.web.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.accrual.study.words.InvalidValue;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.ProblemWriter;
import org.accrual.web.problem.SlowRequest;
import org.accrual.web.problem.Unanswered;
import org.accrual.web.session.BoundedSessions;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every request passes first, whoever sends it and whatever it asks for: what can't be a request of ours ends here,
 * with a word and without a trace of the stack.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Edge extends OncePerRequestFilter {
    private final PublicHosts hosts;
    private final ContentPolicy content;
    private final ProblemWriter writer;
    private final Limits limits;
    private final BoundedSessions sessions;
    private final Buckets addresses;

    Edge(PublicHosts hosts, ContentPolicy content, ProblemWriter writer, Limits limits, BoundedSessions sessions) {
        this.hosts = hosts;
        this.content = content;
        this.writer = writer;
        this.limits = limits;
        this.sessions = sessions;
        this.addresses = new Buckets("one address", limits.requestsPerSecondOfAddress());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        content.write(request, response);
        BoundedRequest admitted;
        try {
            admitted = admitted(request);
        } catch (Unanswered e) {
            writer.write(request, response, e.problem());
            return;
        } catch (InvalidValue e) {
            writer.write(
                    request,
                    response,
                    Unanswered.badValue(e.field(), e.getMessage()).problem());
            return;
        } catch (InvalidParameterException e) {
            writer.write(request, response, Problem.BAD_PARAMETER.detail("The parameters can't be read."));
            return;
        } catch (SlowRequest e) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            writer.write(request, response, Problem.TOO_SLOW.detail(e.getMessage()));
            return;
        }
        sessions.endIfOld(request);
        pass(admitted, response, chain);
    }

    private BoundedRequest admitted(HttpServletRequest request) throws IOException {
        hosts.require(request);
        addresses.take(request.getRemoteAddr());
        requireNoParts(request);
        PlainText.requireName(path(request));
        QueryParameters.parse(request.getQueryString());
        var bounded = new BoundedRequest(request, limits.requestTime());
        bounded.getParameterMap().forEach((name, values) -> {
            PlainText.requireName(name);
            for (String value : values) PlainText.requireText(name, value);
        });
        return bounded;
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    /** Nothing here takes a body in parts; whoever adds an upload says here which path does. */
    private static void requireNoParts(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/"))
            throw new Unanswered(Problem.UNSUPPORTED_MEDIA_TYPE, "Nothing here takes a body in parts.");
    }

    /** Controllers answer for themselves; what a filter lets through is a defect. */
    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            ProblemDetail problem = writer.defect(e, request);
            if (response.isCommitted()) return;
            response.resetBuffer();
            writer.write(request, response, problem);
        }
    }
}
