package org.accrual.web.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** A problem as people read it, for whoever would rather have a page than JSON. */
@Component
class ProblemPage {
    /** What a page says of a status: what happened, and what to do next. */
    private record Words(String heading, String advice) {}

    private static final Map<HttpStatus, Words> WORDS = Map.of(
            HttpStatus.BAD_REQUEST,
            new Words("This address can't be understood", "Check what was typed, or start again from your studies."),
            HttpStatus.UNAUTHORIZED,
            new Words("You are not signed in", "Sign in, then open the address again."),
            HttpStatus.FORBIDDEN,
            new Words("This is not open to you", "If you need it, ask whoever administers the study for the right."),
            HttpStatus.NOT_FOUND,
            new Words("There is nothing at this address", "It may be mistyped, or not be open to you."),
            HttpStatus.TOO_MANY_REQUESTS,
            new Words("Too many requests", "Wait a moment, then try again."),
            HttpStatus.INTERNAL_SERVER_ERROR,
            new Words(
                    "Something went wrong here",
                    "It was not your doing. Try again; if it happens again, tell whoever runs Accrual the reference"
                            + " below."),
            HttpStatus.SERVICE_UNAVAILABLE,
            new Words("Not at the moment", "Nothing is lost. Wait a moment, then load the page again."));

    private final ITemplateEngine templates;

    ProblemPage(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** Whether an {@code Accept} header asks for a page, and not for JSON with the same wish or more. */
    static boolean isPreferred(String accept) {
        if (accept == null) return false;
        try {
            List<MediaType> wishes = MediaType.parseMediaTypes(accept);
            return quality(wishes, MediaType.TEXT_HTML) > quality(wishes, MediaType.APPLICATION_JSON)
                    && quality(wishes, MediaType.TEXT_HTML) > quality(wishes, MediaType.APPLICATION_PROBLEM_JSON);
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static double quality(List<MediaType> wishes, MediaType type) {
        return wishes.stream()
                .filter(type::equalsTypeAndSubtype)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    String of(ProblemDetail problem, String reference) {
        HttpStatus status = HttpStatus.resolve(problem.getStatus());
        Words words = WORDS.getOrDefault(status, WORDS.get(HttpStatus.BAD_REQUEST));
        var model = new Context(Locale.ENGLISH);
        model.setVariable("status", problem.getStatus());
        model.setVariable("heading", words.heading());
        model.setVariable("advice", words.advice());
        model.setVariable("title", problem.getTitle());
        model.setVariable("detail", problem.getDetail());
        model.setVariable("reference", reference);
        return templates.process("problem", model);
    }
}
