package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.accrual.standalone.issuer.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who sees which page, having really signed in; a page without a row here fails the build. */
@ExtendWith(RunningStandalone.Extension.class)
class PageRightsTest {
    private static final String PAGE = "text/html,*/*;q=0.8";
    private static final List<String> PEOPLE = List.of(
            "coordinator.tutorial.c1",
            "coordinator.tutorial.c2",
            "coordinator.seed-003.MSKCC",
            "monitor",
            "analyst",
            "analyst-aggregate",
            "administrator");

    /** Status for each of {@link #PEOPLE}. There is no plan of that name, which those who may ask learn. */
    private static final Map<String, List<Integer>> TABLE = Map.of(
            "/", List.of(200, 200, 200, 200, 200, 200, 200),
            "/feasibility", List.of(200, 200, 200, 200, 200, 200, 200),
            "/studies/{study}", List.of(200, 200, 403, 200, 200, 200, 200),
            "/studies/{study}/centers/{center}", List.of(200, 403, 403, 200, 403, 403, 403),
            "/studies/{study}/patients/{patient}", List.of(200, 404, 403, 200, 404, 404, 404),
            "/studies/{study}/comparisons/{name}", List.of(403, 403, 403, 404, 404, 404, 403));

    private final RunningStandalone accrual;

    PageRightsTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    @Test
    void everyPageAnswersEverybodyAsTheTableSays() throws Exception {
        assertThat(TABLE.keySet()).containsExactlyInAnyOrderElementsOf(accrual.pages());
        String patient = patient();
        Map<String, String> wrong = new TreeMap<>();
        for (int i = 0; i < PEOPLE.size(); i++) {
            Person person = accrual.people().named(PEOPLE.get(i)).orElseThrow();
            try (HttpClient browser = signedIn(person)) {
                for (var row : TABLE.entrySet()) {
                    String path = row.getKey()
                            .replace("{study}", "tutorial")
                            .replace("{center}", "c1")
                            .replace("{patient}", patient)
                            .replace("{name}", "x");
                    HttpResponse<String> page = get(browser, path);
                    if (page.statusCode() != row.getValue().get(i)
                            || !page.body().contains("<h1"))
                        wrong.put(row.getKey() + " by " + person.user(), "" + page.statusCode());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private HttpClient signedIn(Person person) throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        HttpResponse<String> form = get(browser, "/studies/tutorial");
        assertThat(form.uri().getPath()).isEqualTo("/sign-in");
        String token = form.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        HttpResponse<String> landed = browser.send(
                HttpRequest.newBuilder(form.uri())
                        .header("Accept", PAGE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=" + encoded(person.user()) + "&password="
                                + encoded(person.password()) + "&_csrf=" + encoded(token)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(landed.uri()).isEqualTo(URI.create(accrual.address() + "/studies/tutorial"));
        return browser;
    }

    private HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        return browser.send(accrual.request(path).header("Accept", PAGE).build(), BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String patient() throws Exception {
        accrual.command("administrator", "OpenStudy", """
                {"study":"tutorial", "title":"First steps", "origin":"SYNTHETIC"}""");
        accrual.command("administrator", "ActivateCenter", """
                {"study":"tutorial", "center":"c1", "name":"Our hospital", "country":"DE"}""");
        JsonNode answer = new JsonMapper()
                .readTree(accrual.command("coordinator.tutorial.c1", "EnrollPatient", """
                {"study":"tutorial", "center":"c1", "subjectNumber":"pages", "sex":"FEMALE", "birthYear":1951,
                 "consentBasis":"SYNTHETIC_DATA"}""")
                        .body());
        String seen = "/api/studies?after=" + answer.required("position").stringValue();
        assertThat(accrual.read("monitor", seen).statusCode()).isEqualTo(200);
        return answer.required("patient").stringValue();
    }
}
