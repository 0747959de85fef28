package org.accrual.web.access;

import org.accrual.study.access.Claims;
import org.accrual.study.words.InvalidValue;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** A token says who its owner is and when it ends: without that it is good for nobody and for ever. */
@Component
public final class UsableToken implements OAuth2TokenValidator<Jwt> {
    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (token.getExpiresAt() == null) return refused("The token never ends: exp is missing.");
        try {
            Claims.actor(token.getClaims());
            return OAuth2TokenValidatorResult.success();
        } catch (InvalidValue e) {
            return refused("The token is not usable: " + e.getMessage() + ".");
        }
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, why, null));
    }
}
