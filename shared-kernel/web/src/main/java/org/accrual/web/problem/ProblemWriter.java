package org.accrual.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller does it: in filters, and for what the server itself refuses. */
@Component
public class ProblemWriter {
    private final JsonMapper json;
    private final ProblemPage page;

    ProblemWriter(JsonMapper json, ProblemPage page) {
        this.json = json;
        this.page = page;
    }

    /** A page or JSON, as the request wants it; headers that are there stay. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        ResponseEntity<ProblemDetail> answer = Problem.answer(problem);
        response.setStatus(problem.getStatus());
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
        byte[] body = body(request, response, problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** A defect, written into the log under the reference that the problem names. */
    public ProblemDetail defect(Throwable e, HttpServletRequest request) {
        return OtherProblems.internalError(e, request);
    }

    private byte[] body(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem) {
        if (!ProblemPage.isPreferred(request.getHeader(HttpHeaders.ACCEPT))) return json.writeValueAsBytes(problem);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        return page.of(problem, Reference.of(request, problem)).getBytes(StandardCharsets.UTF_8);
    }
}
