package org.accrual.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.RunningStandalone;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.StudyId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Plans and comparisons over HTTP, on the synthetic hepatectomy patients. */
@ExtendWith(RunningStandalone.Extension.class)
class ComparisonEndpointTest {
    private static final String STUDY = "/api/studies/seed-001";
    private static final String BY_SITE = "{\"plan\":\"hepatectomy-by-site\"}";

    private static LogPosition recorded;

    @BeforeAll
    static void record(RunningStandalone accrual) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            recorded = new Submission(
                            new PublicApi(http, accrual.address()),
                            accrual.people(),
                            Script.of(new StudyId("seed-001")),
                            new PrintStream(OutputStream.nullOutputStream()))
                    .send();
        }
    }

    private static HttpResponse<String> compare(RunningStandalone accrual, String user, String query, String body)
            throws Exception {
        return accrual.send(as(accrual, user, STUDY + "/comparisons" + query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder as(RunningStandalone accrual, String user, String path)
            throws IOException, InterruptedException {
        return accrual.request(path).header("Authorization", "Bearer " + accrual.token(user));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return StudyJson.MAPPER.readTree(answer.body());
    }

    @Test
    void thePlansOfTheStudysProtocolCanBeReadAndSentBack(RunningStandalone accrual) throws Exception {
        HttpResponse<String> plans = accrual.send(as(accrual, "analyst", STUDY + "/plans?after=" + recorded));
        assertThat(json(plans).required("total").intValue()).isEqualTo(2);

        JsonNode plan = json(plans).required("items").get(0);
        HttpResponse<String> bySending = compare(accrual, "analyst", "?asOf=" + recorded, plan.toString());
        HttpResponse<String> byName = compare(accrual, "analyst", "?asOf=" + recorded, BY_SITE);
        assertThat(bySending.statusCode()).isEqualTo(200);
        assertThat(bySending.body()).isEqualTo(byName.body());
    }

    @Test
    void theSamePositionAndPlanGiveTheSameBytesAndNameThatPosition(RunningStandalone accrual) throws Exception {
        HttpResponse<String> once = compare(accrual, "analyst", "?asOf=" + recorded, BY_SITE);
        HttpResponse<String> again = compare(accrual, "analyst", "?asOf=" + recorded, BY_SITE);

        assertThat(again.body()).isEqualTo(once.body());
        assertThat(once.headers().firstValue("Accrual-Position")).hasValue(recorded.toString());
        assertThat(json(once).required("position").stringValue()).isEqualTo(recorded.toString());
        assertThat(json(once).required("label").stringValue()).startsWith("SYNTHETIC");
        assertThat(json(once).required("patients").intValue()).isEqualTo(6);
    }

    @Test
    void aComparisonLooksBackToAnyPosition(RunningStandalone accrual) throws Exception {
        String before = "?asOf=2001-01-01T00:00:00Z";
        assertThat(compare(accrual, "analyst", before, BY_SITE).statusCode()).isEqualTo(404);
        assertThat(compare(accrual, "analyst", "?asOf=nonsense", BY_SITE).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoeverMaySeeAggregatesOnlyLearnsNothingOfThree(RunningStandalone accrual) throws Exception {
        HttpResponse<String> shown = compare(accrual, "analyst-aggregate", "?asOf=" + recorded, BY_SITE);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(json(shown).required("groups")).allSatisfy(group -> {
            assertThat(group.required("patients").stringValue()).isEqualTo("withheld");
            assertThat(group.has("ids")).isFalse();
        });
        assertThat(json(shown).required("analyses"))
                .allSatisfy(analysis ->
                        assertThat(analysis.required("kind").stringValue()).isEqualTo("refused"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "coordinator.seed-001.HOKKAIDO, ~{\"plan\":\"hepatectomy-by-site\"}~, 403, NOT_PERMITTED,",
                "analyst, ~{\"plan\":\"another\"}~, 404, NOT_FOUND,",
                "analyst, ~{\"plan\":\"a\",\"more\":1}~, 400, BAD_PARAMETER, more",
                "analyst, ~{\"plan\":1}~, 400, BAD_PARAMETER, plan",
                "analyst, ~{\"name\":\"p\"}~, 400, BAD_PARAMETER, title",
                "analyst, ~{\"name\":\"p\",\"name\":\"p\"}~, 400, BAD_PARAMETER, body",
                "analyst, ~[]~, 400, BAD_PARAMETER, body",
                "analyst, ~not json~, 400, BAD_PARAMETER, body",
            })
    void whatCanNotBeComputedIsRefusedByName(
            String user, String body, int status, String reason, String field, RunningStandalone accrual)
            throws Exception {
        HttpResponse<String> refused = compare(accrual, user, "", body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).required("reason").stringValue()).isEqualTo(reason);
        assertThat(json(refused).path("field").asString(null)).isEqualTo(field);
    }

    @Test
    void allOfAPlansProblemsAreToldAtOnceAlsoWithoutComputingIt(RunningStandalone accrual) throws Exception {
        String body = "{\"name\":\"p\",\"title\":\"\",\"groups\":{\"kind\":\"cente\"}}";
        JsonNode refused = json(compare(accrual, "analyst", "", body));
        HttpResponse<String> validated = accrual.send(as(accrual, "analyst", STUDY + "/plans/validation")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(validated.statusCode()).isEqualTo(200);
        assertThat(json(validated).required("valid").booleanValue()).isFalse();
        assertThat(json(validated).required("problems")).isEqualTo(refused.required("problems"));
        assertThat(refused.required("problems").findValuesAsString("pointer"))
                .containsExactly("/title", "/groups/kind", "/partialDates", "/analyses");
        assertThat(refused.required("problems").get(1).required("allowed").toString())
                .contains("everyone", "conditions", "field", "center");
    }

    @Test
    void aPlanOfTheStudyIsValid(RunningStandalone accrual) throws Exception {
        HttpResponse<String> plans = accrual.send(as(accrual, "analyst", STUDY + "/plans?after=" + recorded));
        HttpResponse<String> validated = accrual.send(as(accrual, "analyst", STUDY + "/plans/validation")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        json(plans).required("items").get(0).toString())));

        assertThat(json(validated).required("valid").booleanValue()).isTrue();
        assertThat(json(validated).required("planHash").stringValue()).matches("[0-9a-f]{64}");
    }

    @Test
    void aBodyBeyondItsLimitIsRefused(RunningStandalone accrual) throws Exception {
        String body = "{\"name\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(compare(accrual, "analyst", "", body).statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyComparesWithoutAToken(RunningStandalone accrual) throws Exception {
        HttpResponse<String> refused = accrual.send(accrual.request(STUDY + "/comparisons")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BY_SITE)));

        assertThat(refused.statusCode()).isEqualTo(401);
    }
}
