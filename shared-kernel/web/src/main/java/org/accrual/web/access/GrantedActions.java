package org.accrual.web.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Claims;
import org.accrual.study.access.Policy;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What Spring's own doors go by: the names of those actions on the whole platform that the policy table permits. What
 * touches one study is never decided by a path.
 */
public final class GrantedActions implements Converter<Jwt, Collection<GrantedAuthority>> {
    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        return of(token.getClaims());
    }

    /** @param claims of a token that yields an {@link Actor}, see {@link UsableToken} */
    public static Collection<GrantedAuthority> of(Map<String, ?> claims) {
        Actor actor = Claims.actor(claims);
        return Arrays.stream(Action.values())
                .filter(action -> Policy.permits(actor, action))
                .<GrantedAuthority>map(action -> new SimpleGrantedAuthority(action.name()))
                .toList();
    }
}
