package org.accrual.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.savedrequest.SavedRequest;

class SavedPageTest {
    private final SavedPage saved = new SavedPage("page", "/sign-in");

    private Cookie cookieFor(String uri, String accept) {
        var request = new MockHttpServletRequest("GET", uri);
        request.setQueryString("a=%20b");
        request.addHeader("Accept", accept);
        var response = new MockHttpServletResponse();
        saved.saveRequest(request, response);
        assertThat(request.getSession(false)).isNull();
        return response.getCookie("page");
    }

    private SavedRequest opened(Cookie cookie) {
        var request = new MockHttpServletRequest();
        request.setCookies(cookie);
        return saved.getRequest(request, new MockHttpServletResponse());
    }

    @Test
    void comesBackWithoutASession() {
        Cookie cookie = cookieFor("/studies/s1", "text/html,*/*");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/sign-in");
        assertThat(opened(cookie).getRedirectUrl()).isEqualTo("/studies/s1?a=%20b");
    }

    @Test
    void isNoneOfWhatAProgramAsks() {
        assertThat(cookieFor("/studies/s1", "application/json")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example.org", "/\\evil.example.org", "https://evil.example.org", "", "/a\r\nX: y", "/é"})
    void followsNoForgedOne(String target) {
        String value = Base64.getUrlEncoder().encodeToString(target.getBytes(StandardCharsets.UTF_8));
        assertThat(opened(new Cookie("page", value))).isNull();
    }

    @Test
    void followsNoNonsense() {
        assertThat(opened(new Cookie("page", "%%%"))).isNull();
    }
}
