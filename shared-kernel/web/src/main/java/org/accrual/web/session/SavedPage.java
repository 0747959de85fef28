package org.accrual.web.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * Where somebody wanted to go before they had to sign in, kept by their own browser for a short while: strangers cost no
 * session. Only a path of this very site is ever followed, so there is nothing to gain from forging the cookie.
 */
public final class SavedPage implements RequestCache {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int LENGTH_MAX = 2_500;

    private final String name;
    private final String path;

    /**
     * @param name the cookie's
     * @param path where the sign-in ends, which alone has to know
     */
    public SavedPage(String name, String path) {
        this.name = name;
        this.path = path;
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean isPage = HttpMethod.GET.matches(request.getMethod())
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE);
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (isPage && target.length() <= LENGTH_MAX && isOurs(target)) write(request, response, encoded(target), LIFE);
    }

    @Override
    public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, name);
        if (cookie == null) return null;
        removeRequest(request, response);
        String target = decoded(cookie.getValue());
        return isOurs(target) ? new SimpleSavedRequest(target) : null;
    }

    /** The redirect is a new request, which says everything itself. */
    @Override
    public HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    private static boolean isOurs(String target) {
        return target.matches("/(?![/\\\\])[\\x21-\\x7e]*");
    }

    private static String encoded(String target) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(target.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path(path)
                        .maxAge(life)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
