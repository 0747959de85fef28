package org.accrual.standalone.issuer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Remembers the last sign-ins, so that a code can be exchanged and a session refreshed. Whoever drops out signs in
 * again; an access token, once issued, is valid without being remembered.
 */
final class RecentAuthorizations implements OAuth2AuthorizationService {
    /** A script that asks for a token before every request must not fill the memory. */
    private static final int REMEMBERED = 1_000;

    private final Map<String, OAuth2Authorization> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OAuth2Authorization> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        byId.put(authorization.getId(), authorization);
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        byId.remove(authorization.getId());
    }

    @Override
    public synchronized OAuth2Authorization findById(String id) {
        return byId.get(id);
    }

    @Override
    public synchronized OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
        return byId.values().stream()
                .filter(authorization -> holds(authorization, token, type))
                .findFirst()
                .orElse(null);
    }

    /** @param type null for any */
    private static boolean holds(OAuth2Authorization authorization, String value, OAuth2TokenType type) {
        OAuth2Authorization.Token<OAuth2Token> token = authorization.getToken(value);
        return token != null && (type == null || type.getValue().equals(typeOf(token.getToken())));
    }

    private static String typeOf(OAuth2Token token) {
        return switch (token) {
            case OAuth2AuthorizationCode _ -> OAuth2ParameterNames.CODE;
            case OAuth2AccessToken _ -> OAuth2ParameterNames.ACCESS_TOKEN;
            case OAuth2RefreshToken _ -> OAuth2ParameterNames.REFRESH_TOKEN;
            case OidcIdToken _ -> OidcParameterNames.ID_TOKEN;
            default -> throw new IllegalStateException("this issuer makes no " + token.getClass());
        };
    }
}
