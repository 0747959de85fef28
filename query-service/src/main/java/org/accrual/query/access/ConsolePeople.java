package org.accrual.query.access;

import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.stereotype.Component;

/**
 * A person signed in to the pages has the rights of their access token, checked exactly as the API checks it: the
 * identity token says only who they are.
 */
@Component
class ConsolePeople implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private final OidcUserService identities = new OidcUserService();
    private final JwtDecoder accessTokens;

    ConsolePeople(JwtDecoder accessTokens) {
        this.accessTokens = accessTokens;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser identity = identities.loadUser(request);
        Jwt access = accessTokens.decode(request.getAccessToken().getTokenValue());
        return new DefaultOidcUser(
                identity.getAuthorities(), identity.getIdToken(), new OidcUserInfo(access.getClaims()));
    }
}
