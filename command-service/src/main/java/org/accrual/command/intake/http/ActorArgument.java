package org.accrual.command.intake.http;

import java.util.List;
import org.accrual.command.CommandServiceConfiguration;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Claims;
import org.accrual.study.words.InvalidValue;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A controller that takes an {@link Actor} gets the person who sent the token. */
@Component
class ActorArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    /** In standalone the other service's controllers take actors too, and know other kinds of sign-in. */
    private static final String THIS_SERVICE = CommandServiceConfiguration.class.getPackageName();

    ActorArgument() {
        // It comes from the token, so the API's description must not ask for it.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class
                && parameter.getContainingClass().getPackageName().startsWith(THIS_SERVICE);
    }

    @Override
    public Actor resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        if (!(request.getUserPrincipal() instanceof JwtAuthenticationToken token)) {
            throw new AccessDeniedException("no token");
        }
        try {
            return Claims.actor(token.getTokenAttributes());
        } catch (InvalidValue e) {
            throw new AccessDeniedException("the token says nothing of use: " + e.getMessage(), e);
        }
    }
}
