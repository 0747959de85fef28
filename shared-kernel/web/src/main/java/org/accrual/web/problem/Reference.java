package org.accrual.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;

/** Eight digits that stand on a page and in the log: so whoever is told of the one finds the other. */
final class Reference {
    private static final Logger LOG = LoggerFactory.getLogger(Reference.class);
    private static final String ATTRIBUTE = Reference.class.getName();

    private Reference() {}

    /** The request's own, written into the log with what came of the request if it is not there yet. */
    static String of(HttpServletRequest request, ProblemDetail problem) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) return known;
        String reference = create(request);
        LOG.info(
                "{}: {} {} was answered {} {}",
                reference,
                request.getMethod(),
                request.getRequestURI(),
                problem.getStatus(),
                problem.getType());
        return reference;
    }

    /** The request's own, for whoever writes into the log what went wrong. */
    static String create(HttpServletRequest request) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        request.setAttribute(ATTRIBUTE, reference);
        return reference;
    }
}
