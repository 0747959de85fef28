package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whoever is not signed in costs nothing that lasts, and reads nothing of how it is made. */
@ExtendWith({RunningStandalone.Extension.class, OutputCaptureExtension.class})
class StrangersTest {
    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final RunningStandalone accrual;

    StrangersTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/studies/s1?after=p0:1",
                "/sign-in",
                "/sign-in?error",
                "/oauth2/authorization/accrual",
                "/oauth2/authorize?response_type=code&client_id=console&scope=openid",
                "/login/oauth2/code/accrual?code=x&state=y",
                "/logout",
                "/error",
                "/api/studies"
            })
    void getNoSession(String path) throws Exception {
        HttpResponse<String> answer = accrual.send(accrual.request(path).header("Accept", PAGE));
        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(cookies(answer)).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }

    @Test
    void getNoSessionForAWrongPasswordEither() throws Exception {
        HttpResponse<String> form = accrual.send(accrual.request("/sign-in").header("Accept", PAGE));
        String token = form.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        HttpResponse<String> answer = accrual.send(accrual.request("/sign-in")
                .header("Cookie", cookies(form).getFirst().replaceAll(";.*", ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=nobody&password=wrong&_csrf=" + token)));
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/sign-in?error"));
        assertThat(cookies(answer)).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/authorization/other,              404",
        "/actuator/health?x=%ff,                   400",
        "/sign-in?x=%ff,                           400",
        "/sign-in?other=1,                         400",
        "/login/oauth2/code/other?code=x&state=y,  401",
        "/login/oauth2/code/accrual?code=x&state=y, 401",
    })
    void readAPageAndLeaveNoTraceOfTheStackInTheLog(String path, int status, CapturedOutput log) throws Exception {
        HttpResponse<String> answer = accrual.send(accrual.request(path).header("Accept", PAGE));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("<h1>", "reference ").doesNotContain("Exception", "springframework");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(log.getAll()).doesNotContain("\tat ");
    }

    @Test
    void signInWithNoFormThatIsTooLargeOrInParts(CapturedOutput log) throws Exception {
        HttpResponse<String> large = accrual.send(accrual.request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + "x".repeat(3_000_000))));
        assertThat(large.statusCode()).isEqualTo(413);
        HttpResponse<String> parts = accrual.send(accrual.request("/sign-in")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=username\r\n\r\nx\r\n--x--")));
        assertThat(parts.statusCode()).isEqualTo(415);
        assertThat(log.getAll()).doesNotContain("\tat ");
    }

    @Test
    void seeTheSignInPageUnderAStrictPolicy() throws Exception {
        HttpResponse<String> page = accrual.send(accrual.request("/sign-in").header("Accept", PAGE));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        it -> assertThat(it).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("<style", "style=");
        assertThat(accrual.send(accrual.request("/front/front.css")).statusCode())
                .isEqualTo(200);
    }

    private static List<String> cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }
}
