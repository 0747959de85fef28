package org.accrual.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static TestHouse house;

    @BeforeAll
    static void open() {
        house = new TestHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void knowsWhoSentTheToken() throws Exception {
        assertThat(house.get("ana~MONITOR~s1", "/api/me").body()).isEqualTo("ana");
    }

    /** The first has no subject, the second no end, the third a subject that no log could hold. */
    @ParameterizedTest
    @ValueSource(strings = {"~MONITOR~s1", "ana~MONITOR", "a,b~MONITOR~s1", "nonsense"})
    void refusesATokenThatSaysNotWhoseItIsOrUntilWhen(String token) throws Exception {
        HttpResponse<String> answer = house.get(token, "/api/me");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:accrual:problem:not-authenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATOR, every, 200",
        "ADMINISTRATOR, s1, 403",
        "MONITOR,       every, 403",
        "COORDINATOR,   every, 403"
    })
    void leavesThePlatformToItsAdministrators(String role, String study, int status) throws Exception {
        HttpResponse<String> answer = house.get("ana~" + role + "~" + study, "/actuator/metrics");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/fails/nothing,    404, not-found,      There is nothing at this address",
        "/api/nowhere,          404, about:blank,    There is nothing at this address",
        "/api/fails/unanswered, 400, bad-parameter,  This address can't be understood",
        "/api/fails/later,      503, not-yet,        Not at the moment",
        "/api/fails/defect,     500, internal-error, Something went wrong here",
        "/actuator/metrics,     403, not-permitted,  This is not open to you",
    })
    void tellsAProgramAProblemAndAPersonAPage(String path, int status, String type, String heading) throws Exception {
        HttpResponse<String> problem = house.get("ana~MONITOR~s1", path);
        assertThat(problem.statusCode()).isEqualTo(status);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        if (!type.equals("about:blank")) assertThat(problem.body()).contains("urn:accrual:problem:" + type + '"');
        HttpResponse<String> page = house.send(house.request(path)
                .header("Authorization", "Bearer ana~MONITOR~s1")
                .header("Accept", BROWSER));
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body())
                .contains("<h1>" + heading.replace("'", "&#39;") + "</h1>")
                .containsPattern("reference [0-9a-f]{8}");
        assertThat(problem.body() + page.body()).doesNotContain("secret of the house");
        assertThat(page.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void showsAStrangerInABrowserAPageToo() throws Exception {
        HttpResponse<String> page = house.send(house.request("/api/me").header("Accept", BROWSER));
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(page.body()).contains("<h1>You are not signed in</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/html", "text/csv", "nonsense"})
    void givesJsonToWhoeverDoesNotPreferAPage(String accept) throws Exception {
        HttpResponse<String> answer = house.send(house.request("/api/me").header("Accept", accept));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
