package org.accrual.web.edge;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Nobody who is signed in takes more than their share. */
@Component
class PersonLimit implements HandlerInterceptor {
    private final Buckets people;

    PersonLimit(Limits limits) {
        people = new Buckets("one person", limits.requestsPerSecondOfPerson());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Principal person = request.getUserPrincipal();
        if (person != null && request.getDispatcherType() == DispatcherType.REQUEST) people.take(person.getName());
        return true;
    }
}
