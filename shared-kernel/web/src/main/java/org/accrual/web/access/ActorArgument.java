package org.accrual.web.access;

import java.util.List;
import java.util.Map;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Claims;
import org.accrual.study.words.InvalidValue;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A controller that takes an {@link Actor} gets the person who sent the token, or who is signed in to the pages. */
@Component
class ActorArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {
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
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Actor resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        try {
            return Claims.actor(claims(request));
        } catch (InvalidValue e) {
            throw new AccessDeniedException("the token says nothing of use: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> claims(NativeWebRequest request) {
        return switch (request.getUserPrincipal()) {
            case JwtAuthenticationToken token -> token.getTokenAttributes();
            case Authentication signedIn
            when signedIn.getPrincipal() instanceof OAuth2AuthenticatedPrincipal person -> person.getAttributes();
            case null, default -> throw new AccessDeniedException("no token");
        };
    }
}
