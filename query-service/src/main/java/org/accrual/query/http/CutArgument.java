package org.accrual.query.http;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.accrual.log.format.LogPosition;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Cuts;
import org.accrual.web.edge.TakesParameters;
import org.accrual.web.problem.Unanswered;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A controller that takes a {@link Cut} answers from there, and its answer says so in {@value #POSITION}: now, or as soon
 * as {@code ?after=} has been read, or in the past that {@code ?asOf=} names, if the parameter is marked {@link AsOf}.
 */
@Component
public final class CutArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer, TakesParameters {
    public static final String POSITION = "Accrual-Position";
    static final String AFTER = "after";
    static final String AS_OF = "asOf";

    private static final int LAST_YEAR = 9999;

    private final Cuts cuts;

    CutArgument(Cuts cuts) {
        this.cuts = cuts;
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Cut.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Cut.class;
    }

    @Override
    public Stream<String> namesFor(MethodParameter argument) {
        if (!supportsParameter(argument)) return Stream.empty();
        return argument.hasParameterAnnotation(AsOf.class) ? Stream.of(AFTER, AS_OF) : Stream.of(AFTER);
    }

    @Override
    public Cut resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        Cut cut = cut(request);
        request.getNativeResponse(HttpServletResponse.class)
                .setHeader(POSITION, cut.position().toString());
        return cut;
    }

    private Cut cut(NativeWebRequest request) {
        String after = request.getParameter(AFTER);
        String asOf = request.getParameter(AS_OF);
        Cut now = after == null ? null : cuts.after(position(AFTER, after));
        if (asOf == null) return now == null ? cuts.now() : now;
        return isInstant(asOf) ? cuts.asOf(endOf(asOf)) : cuts.asOf(position(AS_OF, asOf));
    }

    /** A position begins with a "p", or is empty: the very beginning. */
    private static boolean isInstant(String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    /** A day ends at midnight, UTC; the answer says so in its own words. */
    private static Instant endOf(String text) {
        try {
            return LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .minus(1, ChronoUnit.MICROS);
        } catch (DateTimeException _) {
            return instant(AS_OF, text);
        }
    }

    private static LogPosition position(String name, String text) {
        try {
            return LogPosition.parse(text);
        } catch (IllegalArgumentException e) {
            throw Unanswered.badParameter(name, "can't be read: " + e.getMessage());
        }
    }

    /** @throws Unanswered unless the text is an instant in ISO 8601, with its offset from UTC */
    public static Instant instant(String name, String text) {
        try {
            // A plus sign typed into an address arrives as a space.
            OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+'));
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) return time.toInstant();
        } catch (DateTimeException e) {
            throw Unanswered.badParameter(name, "is no instant like 2026-01-31T23:59:59Z");
        }
        throw Unanswered.badParameter(name, "lies in no year from 0 to " + LAST_YEAR);
    }
}
