package org.accrual.web.edge;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.web.problem.Unanswered;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that nobody reads: a misspelt filter would otherwise answer with everything. */
@Component
class KnownParameters implements HandlerInterceptor {
    private static final String OURS = "org.accrual.";
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final List<TakesParameters> resolvers;

    KnownParameters(List<TakesParameters> resolvers) {
        this.resolvers = resolvers;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS)
                // What led to an error has been judged already.
                && request.getDispatcherType() == DispatcherType.REQUEST) require(request.getQueryString(), method);
        return true;
    }

    private void require(String query, HandlerMethod method) {
        if (query == null) return;
        Map<String, List<String>> asked = QueryParameters.parse(query);
        Set<String> known = names(method);
        asked.forEach((name, values) -> {
            if (!known.contains(name)) throw Unanswered.badParameter(name, "is not known here; " + allowed(known));
            if (values.size() > 1) throw Unanswered.badParameter(name, "is given more than once");
        });
    }

    private static String allowed(Set<String> known) {
        return known.isEmpty() ? "there are no parameters" : "there are " + String.join(", ", known);
    }

    private Set<String> names(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .flatMap(this::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> names(MethodParameter argument) {
        RequestParam parameter = argument.getParameterAnnotation(RequestParam.class);
        if (parameter == null) return resolvers.stream().flatMap(it -> it.namesFor(argument));
        argument.initParameterNameDiscovery(NAMES);
        return Stream.of(parameter.name().isEmpty() ? argument.getParameterName() : parameter.name());
    }
}
