package org.accrual.web.session;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;

/** What every door that people sign in at does alike: no session before that, and bounded ones after. */
@Component
public final class SignInSessions {
    private final BoundedSessions sessions;

    SignInSessions(BoundedSessions sessions) {
        this.sessions = sessions;
    }

    /** @param saved where people wanted to go */
    public HttpSecurity keep(HttpSecurity http, SavedPage saved) throws Exception {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return http.requestCache(cache -> cache.requestCache(saved))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens))
                .sessionManagement(session -> session.addSessionAuthenticationStrategy(sessions));
    }
}
