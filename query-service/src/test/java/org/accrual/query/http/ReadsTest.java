package org.accrual.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.accrual.log.format.LogPosition;
import org.accrual.query.views.Cases;
import org.accrual.query.views.StudyLog;
import org.accrual.query.views.StudyLog.Appended;
import org.accrual.query.views.TestMongo;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.events.Review.QueryAnswered;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.web.access.GrantedActions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reads of the contract, through HTTP, on a real log. */
@SpringBootTest
@AutoConfigureMockMvc
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {
    private static final StudyLog LOG = StudyLog.usual();
    private static final String DATABASE = "reads";
    private static final String S1 = "/api/studies/s1";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JsonMapper json;

    @MockitoBean
    private JwtDecoder tokens;

    private final PatientId one = StudyLog.newPatient();
    private final PatientId two = StudyLog.newPatient();
    private Appended diagnosis;
    private Appended start;
    private Appended correction;
    private Appended query;
    private LogPosition end;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("accrual.kafka.bootstrap-servers", StudyLog::bootstrapServers);
        registry.add("accrual.master-key-file", () -> StudyLog.masterKeyFile().toString());
        registry.add("spring.mongodb.uri", () -> TestMongo.uri(DATABASE));
        registry.add("management.health.mongodb.enabled", () -> false);
    }

    @BeforeAll
    void story() {
        LOG.study("s1", Cases.opened(DataOrigin.SYNTHETIC));
        LOG.center("s1", "c1", Cases.activated("First"));
        LOG.center("s1", "c2", Cases.activated("Second"));
        LOG.patient("s1", "c1", one, Cases.enrolled("000-1"));
        diagnosis = LOG.patient("s1", "c1", one, Cases.diagnosed("2003-01"));
        start = LOG.patient("s1", "c1", one, Cases.imatinib("2003-04"));
        LOG.patient("s1", "c1", one, Cases.resected(ClinicalDate.monthsAfter(start.event(), 8)));
        correction = LOG.patient("s1", "c1", one, Cases.corrected(start.event(), "date", "2003-04", "2003-05-01"));
        LOG.patient(
                "s1",
                "c2",
                two,
                Cases.enrolled(
                        "=cmd|' /C calc'!A0".replaceAll("[^A-Za-z0-9]", "-").substring(1)));
        LOG.patient("s1", "c2", two, Cases.died("2010-02-03"));
        query = LOG.patient("s1", "c2", two, new QueryRaised(null, null, "Of what?"));
        LOG.patient("s1", "c2", two, new QueryAnswered(query.event(), "Not stated."));
        LOG.study("s2", Cases.opened(DataOrigin.PUBLISHED_CASE));
        end = LOG.end();
    }

    private record Person(String role, String study, List<String> centers, String disclosure) {
        static final Person MONITOR = new Person("MONITOR", "s1", List.of(), "AGGREGATE");
        static final Person ANALYST = new Person("ANALYST", "s1", List.of(), "RECORD_LEVEL");
        static final Person AGGREGATE_ANALYST = new Person("ANALYST", "s1", List.of(), "AGGREGATE");
        static final Person ADMINISTRATOR = new Person("ADMINISTRATOR", "*", List.of(), "AGGREGATE");
        static final Person COORDINATOR = new Person("COORDINATOR", "none", List.of("s1/c1"), "RECORD_LEVEL");
        static final Person ELSEWHERE = new Person("COORDINATOR", "none", List.of("s1/c2"), "RECORD_LEVEL");
        static final Person STRANGER = new Person("MONITOR", "s2", List.of("s2/c1"), "RECORD_LEVEL");
    }

    private MockHttpServletResponse ask(Person person, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(jwt().jwt(token -> token.subject("u1")
                                .claim("roles", List.of(person.role()))
                                .claim("studies", List.of(person.study()))
                                .claim("centers", person.centers())
                                .claim("disclosure", person.disclosure()))
                        .authorities(new GrantedActions())))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse ask(Person person, String path) throws Exception {
        return ask(person, get(URI.create(path)));
    }

    private JsonNode answer(Person person, String path) throws Exception {
        MockHttpServletResponse response = ask(person, get(path).queryParam("after", end.toString()));
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        return json.readTree(response.getContentAsString());
    }

    private void assertProblem(MockHttpServletResponse response, int status, String type) throws Exception {
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(status);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(json.readTree(response.getContentAsString()).get("type").asString())
                .isEqualTo("urn:accrual:problem:" + type);
    }

    private String patientPath(PatientId patient) {
        return S1 + "/patients/" + patient;
    }

    /** Each read, and who may have it: everything else is refused. */
    Stream<Arguments> rights() {
        String ofOne = S1 + "/centers/c1/patients/" + one;
        return Stream.of(
                Arguments.of(
                        S1 + "/centers", Set.of("MONITOR", "ANALYST", "ADMINISTRATOR", "COORDINATOR", "ELSEWHERE")),
                Arguments.of(S1 + "/centers/c1/summary", Set.of("MONITOR", "ANALYST", "COORDINATOR")),
                Arguments.of(S1 + "/centers/c1/patients", Set.of("MONITOR", "COORDINATOR")),
                Arguments.of(ofOne, Set.of("MONITOR", "COORDINATOR")),
                Arguments.of(ofOne + "/events", Set.of("MONITOR", "COORDINATOR")),
                Arguments.of(patientPath(one), Set.of("MONITOR", "COORDINATOR")),
                Arguments.of(S1 + "/pooled/summary", Set.of("MONITOR", "ANALYST")),
                Arguments.of(S1 + "/audit", Set.of("MONITOR")),
                Arguments.of(S1 + "/audit.csv", Set.of("MONITOR")),
                Arguments.of(S1 + "/audit/verification", Set.of("MONITOR")),
                Arguments.of(S1 + "/queries", Set.of("MONITOR", "COORDINATOR", "ELSEWHERE")),
                Arguments.of(S1 + "/queries?center=c1", Set.of("MONITOR", "COORDINATOR")),
                Arguments.of(S1 + "/findings", Set.of("MONITOR", "COORDINATOR", "ELSEWHERE")),
                Arguments.of(S1 + "/findings?center=c1", Set.of("MONITOR", "COORDINATOR")));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void letsThroughWhomThePolicyAllowsAndNobodyElse(String path, Set<String> permitted) throws Exception {
        answer(Person.MONITOR, "/api/studies");
        var people = Map.of(
                "MONITOR", Person.MONITOR,
                "ANALYST", Person.ANALYST,
                "ADMINISTRATOR", Person.ADMINISTRATOR,
                "COORDINATOR", Person.COORDINATOR,
                "ELSEWHERE", Person.ELSEWHERE,
                "STRANGER", Person.STRANGER);
        for (var person : people.entrySet()) {
            MockHttpServletResponse response = ask(person.getValue(), path);
            if (permitted.contains(person.getKey()))
                assertThat(response.getStatus()).as(person.getKey()).isEqualTo(200);
            else assertThat(response.getStatus()).as(person.getKey()).isIn(403, 404);
        }
    }

    @Test
    void aPatientNotForTheActorIsAsUnknownAsOneWhoDoesNotExist() throws Exception {
        String unknown = StudyLog.newPatient().toString();
        for (String path : List.of(patientPath(one), patientPath(one) + "/events")) {
            MockHttpServletResponse hidden = ask(Person.ELSEWHERE, path);
            MockHttpServletResponse missing = ask(Person.ELSEWHERE, path.replace(one.toString(), unknown));
            assertProblem(hidden, 404, "not-found");
            assertThat(hidden.getContentAsString().replace(one.toString(), unknown))
                    .isEqualTo(missing.getContentAsString());
        }
        assertProblem(ask(Person.COORDINATOR, S1 + "/centers/c1/patients/" + two), 404, "not-found");
        assertProblem(ask(Person.STRANGER, S1 + "/centers"), 403, "not-permitted");
        assertProblem(ask(Person.STRANGER, "/api/studies/nothing/centers"), 403, "not-permitted");
        assertProblem(ask(Person.ADMINISTRATOR, "/api/studies/nothing/centers"), 404, "not-found");
        assertProblem(ask(Person.MONITOR, S1 + "/centers/c9/patients"), 404, "not-found");
    }

    @Test
    void listsOnlyTheActorsStudies() throws Exception {
        assertThat(answer(Person.MONITOR, "/api/studies").get("items").findValuesAsString("study"))
                .containsExactly("s1");
        JsonNode all = answer(Person.ADMINISTRATOR, "/api/studies");
        assertThat(all.get("items").findValuesAsString("study")).containsExactly("s1", "s2");
        assertThat(all.get("items").findValuesAsString("origin")).containsExactly("SYNTHETIC", "PUBLISHED_CASE");
    }

    @Test
    void everyAnswerAboutAStudySaysWhatItsRowsAreAndWhichPositionItReflects() throws Exception {
        for (Object path : rights().map(arguments -> arguments.get()[0]).toList()) {
            if (path.toString().endsWith(".csv")) continue;
            MockHttpServletResponse response = ask(Person.MONITOR, path.toString());
            JsonNode answer = json.readTree(response.getContentAsString());
            assertThat(answer.get("origin").asString()).as(path.toString()).isEqualTo("SYNTHETIC");
            assertThat(response.getHeader(CutArgument.POSITION))
                    .as(path.toString())
                    .isEqualTo(end.toString())
                    .isEqualTo(answer.get("position").asString());
        }
    }

    @Test
    void showsAPatientNowAndInThePast() throws Exception {
        JsonNode now = answer(Person.COORDINATOR, patientPath(one));
        assertThat(now.get("subjectNumber").asString()).isEqualTo("000-1");
        assertThat(now.get("facts").findValuesAsString("type"))
                .containsExactly("DiagnosisRecorded", "ImatinibStarted", "ResectionPerformed");
        assertThat(now.at("/facts/1/date/earliest").asString()).isEqualTo("2003-05-01");
        assertThat(now.at("/facts/1/corrections/0").asString())
                .isEqualTo(correction.event().toString());
        assertThat(now.at("/courses/0/open").asBoolean()).isTrue();
        assertThat(now.at("/findings/0/rule").asString()).isEqualTo("FOLLOW_UP_MISSING");

        MockHttpServletResponse past = ask(Person.COORDINATOR, patientPath(one) + "?asOf=" + start.position());
        assertThat(past.getHeader(CutArgument.POSITION))
                .isEqualTo(start.position().toString());
        JsonNode then = json.readTree(past.getContentAsString());
        assertThat(then.get("facts")).hasSize(2);
        assertThat(then.at("/facts/1/date/precision").asString()).isEqualTo("MONTH");

        JsonNode atInstant = answer(Person.COORDINATOR, patientPath(one) + "?asOf=" + diagnosis.recordedAt());
        assertThat(atInstant.get("facts")).hasSize(1);
        assertThat(atInstant.get("recordedUpTo").asString())
                .isEqualTo(diagnosis.recordedAt().toString());
        assertProblem(ask(Person.COORDINATOR, patientPath(one) + "?asOf=2020-01-01T00:00:00Z"), 404, "not-found");
    }

    @Test
    void showsWhatWasRecordedInItsOrder() throws Exception {
        JsonNode events = answer(Person.COORDINATOR, patientPath(one) + "/events");
        assertThat(events.get("items").findValuesAsString("type"))
                .containsExactly(
                        "PatientEnrolled",
                        "DiagnosisRecorded",
                        "ImatinibStarted",
                        "ResectionPerformed",
                        "EventCorrected");
        assertThat(events.at("/items/2/payload/date/precision").asString()).isEqualTo("MONTH");
    }

    @Test
    void turnsPagesWithinLimits() throws Exception {
        String path = patientPath(one) + "/events";
        JsonNode last = answer(Person.COORDINATOR, path + "?page=2&size=2");
        assertThat(last.get("items")).hasSize(1);
        assertThat(last.get("total").asInt()).isEqualTo(5);
        assertThat(answer(Person.COORDINATOR, path + "?page=9").get("items")).isEmpty();
        for (String wrong :
                List.of("?size=0", "?size=501", "?page=-1", "?page=x", "?page=2000000&size=500", "?size=99999999999"))
            assertProblem(ask(Person.COORDINATOR, path + wrong), 400, "bad-parameter");
    }

    @Test
    void refusesParametersThatHoldNoValueOfTheirKind() throws Exception {
        for (String wrong : List.of(
                "/api/studies?after=x",
                "/api/studies?after=p0:1,p0:2",
                "/api/studies?asOf=p0:1",
                "/api/studies/-/centers",
                S1 + "/patients/x",
                S1 + "/pooled/summary?asOf=yesterday",
                S1 + "/pooled/summary?asOf=2026-02-30T00:00:00Z",
                S1 + "/audit?from=2026-01-01",
                S1 + "/audit?from=%2B99999-01-01T00:00:00Z",
                S1 + "/audit?center=*",
                S1 + "/audit?patient=1",
                S1 + "/audit?aktor=x",
                S1 + "/audit?actor=a%E2%80%8Bb",
                S1 + "/centers?asOf=p0:1",
                S1 + "/pooled/summary?after=p0:0&after=p0:0",
                S1 + "/pooled/summary?asOf=2026-02-30"))
            assertProblem(ask(Person.MONITOR, wrong), 400, "bad-parameter");
        assertThat(ask(Person.MONITOR, "/api/nothing").getStatus()).isEqualTo(404);
        assertThat(ask(Person.MONITOR, "/api/nothing").getContentType()).startsWith("application/problem+json");
        assertThat(ask(Person.MONITOR, post("/api/studies")).getStatus()).isEqualTo(405);
    }

    @Test
    void namesTheParametersThatThereAre() throws Exception {
        JsonNode problem =
                json.readTree(ask(Person.MONITOR, S1 + "/audit?aktor=x").getContentAsString());
        assertThat(problem.get("field").asString()).isEqualTo("aktor");
        assertThat(problem.get("detail").asString())
                .contains("actor, after, center, from, page, patient, size, to, type");
    }

    @Test
    void takesADayAsItsEnd() throws Exception {
        JsonNode day = answer(Person.COORDINATOR, patientPath(one) + "?asOf=2999-12-31");
        assertThat(day.get("recordedUpTo").asString()).isEqualTo("2999-12-31T23:59:59.999999Z");
        assertProblem(ask(Person.COORDINATOR, patientPath(one) + "?asOf=2020-01-01"), 404, "not-found");
    }

    @Test
    void refusesAPlanWithCharactersThatNobodySees() throws Exception {
        answer(Person.MONITOR, "/api/studies");
        MockHttpServletResponse answer = ask(
                Person.MONITOR,
                post(S1 + "/comparisons").contentType("application/json").content("{\"plan\":\"a\\u0000\"}"));
        assertProblem(answer, 400, "bad-parameter");
        assertThat(answer.getContentAsString()).contains("\"field\":\"plan\"");
    }

    @Test
    void waitsForAPositionWithinABoundAndSaysWhenToAskAgain() throws Exception {
        MockHttpServletResponse response = ask(Person.MONITOR, "/api/studies?after=p0:999999");
        assertProblem(response, 503, "not-yet");
        assertThat(response.getHeader("Retry-After")).isNotBlank();
    }

    @Test
    void saysWhoChangedWhatAndWhy() throws Exception {
        JsonNode audit = answer(
                Person.MONITOR,
                S1 + "/audit?center=c1&type=EventCorrected&patient=" + one
                        + "&actor=coordinator-1&from=2026-01-05T09:00:00 01:00&to=2026-01-06T00:00:00Z");
        assertThat(audit.get("total").asInt()).isEqualTo(1);
        JsonNode entry = audit.at("/items/0");
        assertThat(entry.get("actor").asString()).isEqualTo("coordinator-1");
        assertThat(entry.get("reason").asString()).isEqualTo("TRANSCRIPTION_ERROR");
        assertThat(entry.get("text").asString()).isEqualTo("misread");
        assertThat(entry.at("/changes/0/oldValue").asString()).isEqualTo("2003-04");
        assertThat(entry.at("/changes/0/newValue").asString()).isEqualTo("2003-05-01");
        assertThat(answer(Person.MONITOR, S1 + "/audit").get("total").asInt()).isEqualTo(12);
        assertThat(answer(Person.MONITOR, S1 + "/audit?actor=nobody").get("items"))
                .isEmpty();
    }

    @Test
    void givesTheAuditTrailAsATable() throws Exception {
        MockHttpServletResponse table = ask(Person.MONITOR, get(S1 + "/audit").accept("text/csv"));
        assertThat(table.getContentType()).startsWith("text/csv");
        List<String> rows = table.getContentAsString().lines().toList();
        assertThat(rows.getFirst()).startsWith("recordedAt,actor,role,type,study,origin,center,patient");
        assertThat(rows).anyMatch(row -> row.contains(",EventCorrected,") && row.contains(",date,2003-04,2003-05-01,"));
        assertThat(ask(Person.MONITOR, S1 + "/audit.csv").getContentAsString()).isEqualTo(table.getContentAsString());
    }

    @Test
    void findsTheChainsIntact() throws Exception {
        JsonNode verification = answer(Person.MONITOR, S1 + "/audit/verification");
        assertThat(verification.get("chains").asInt()).isEqualTo(3);
        assertThat(verification.get("records").asInt()).isEqualTo(12);
        assertThat(verification.get("broken").asInt()).isZero();
    }

    @Test
    void showsASiteWhatItWasAskedAndAMonitorAllThatWas() throws Exception {
        assertThat(answer(Person.COORDINATOR, S1 + "/queries").get("total").asInt())
                .isZero();
        JsonNode asked =
                answer(Person.ELSEWHERE, S1 + "/queries?state=ANSWERED").at("/items/0");
        assertThat(asked.at("/query/id").asString()).isEqualTo(query.event().toString());
        assertThat(asked.at("/query/entries").findValuesAsString("text")).containsExactly("Of what?", "Not stated.");
        assertThat(answer(Person.MONITOR, S1 + "/queries?state=OPEN")
                        .get("total")
                        .asInt())
                .isZero();
        JsonNode before = json.readTree(
                ask(Person.MONITOR, S1 + "/queries?patient=" + two).getContentAsString());
        assertThat(before.get("total").asInt()).isEqualTo(1);
    }

    @Test
    void showsASiteItsOwnFindingsOnly() throws Exception {
        assertThat(answer(Person.COORDINATOR, S1 + "/findings").get("total").asInt())
                .isEqualTo(1);
        assertThat(answer(Person.ELSEWHERE, S1 + "/findings").get("total").asInt())
                .isZero();
    }

    @Test
    void withholdsSmallNumbersFromWhomeverSeesAggregatesOnly() throws Exception {
        assertThat(answer(Person.ANALYST, S1 + "/pooled/summary")
                        .at("/totals/patients/patients")
                        .asInt())
                .isEqualTo(2);
        JsonNode withheld = answer(Person.AGGREGATE_ANALYST, S1 + "/pooled/summary");
        assertThat(withheld.at("/totals/patients/withheld").asBoolean()).isTrue();
        assertThat(withheld.toString()).doesNotContain("\"patients\":1", "\"patients\":2");
    }

    @Test
    void refusesWhoeverBringsNoToken() throws Exception {
        MockHttpServletResponse response =
                mvc.perform(get("/api/studies")).andReturn().getResponse();
        assertProblem(response, 401, "not-authenticated");
        assertThat(response.getHeader("WWW-Authenticate")).startsWith("Bearer");
        assertProblem(ask(Person.MONITOR, post("/actuator/rebuild")), 403, "not-permitted");
    }

    @Test
    void saysWhenToAskAgainIfTheIssuerCannotBeReached() throws Exception {
        given(tokens.decode("some-token")).willThrow(new JwtException("the issuer's keys can't be read"));
        MockHttpServletResponse response = mvc.perform(get("/api/studies").header("Authorization", "Bearer some-token"))
                .andReturn()
                .getResponse();
        assertProblem(response, 503, "issuer-unavailable");
        assertThat(response.getHeader("Retry-After")).isNotBlank();
    }

    @Test
    void isReadyOnceTheViewsHaveCaughtUp() throws Exception {
        answer(Person.MONITOR, "/api/studies");
        assertThat(mvc.perform(get("/actuator/health/readiness"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(200);
        assertThat(ask(Person.ADMINISTRATOR, "/actuator/prometheus").getContentAsString())
                .contains("accrual_views_stopped_partitions 0.0");
    }

    @Test
    void describesItself() throws Exception {
        JsonNode description = json.readTree(ask(Person.MONITOR, "/v3/api-docs").getContentAsString());
        JsonNode read = description
                .get("paths")
                .get("/api/studies/{study}/centers/{center}/patients/{patient}")
                .get("get");
        assertThat(read.get("parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrder("study", "center", "patient", "after", "asOf");
        assertThat(description
                        .get("paths")
                        .get("/api/studies")
                        .get("get")
                        .get("parameters")
                        .findValuesAsString("name"))
                .containsExactlyInAnyOrder("page", "size", "after");
    }

    @Test
    void describesEveryKindOfAnalysis() throws Exception {
        JsonNode schemas = json.readTree(ask(Person.MONITOR, "/v3/api-docs").getContentAsString())
                .required("components")
                .required("schemas");

        assertThat(schemas.at("/Analysis/discriminator/mapping").propertyNames())
                .contains("survival", "proportion", "table", "description");
        assertThat(schemas.at("/AnalysisResult/discriminator/mapping").propertyNames())
                .contains("survival", "counts", "description", "refused");
        assertThat(schemas.at("/SurvivalAnalysis/properties/kind/const").asString())
                .isEqualTo("survival");
        assertThat(schemas.at("/SurvivalResult/properties").propertyNames()).doesNotContain("analysed");
    }

    private MockHttpServletResponse feasibility(Person person, String body) throws Exception {
        return ask(
                person, post("/api/feasibility").contentType("application/json").content(body.replace('\'', '"')));
    }

    @Test
    void checksPrintedNumbersForEverybodyWithARole() throws Exception {
        String question = "{'claims': [{'kind': 'significance', 'p': '0.088', 'says': 'SIGNIFICANT'}]}";
        for (Person person : List.of(Person.COORDINATOR, Person.STRANGER, Person.ADMINISTRATOR)) {
            MockHttpServletResponse response = feasibility(person, question);
            assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
            assertThat(json.readTree(response.getContentAsString())
                            .at("/claims/0/verdict")
                            .asString())
                    .isEqualTo("IMPOSSIBLE");
        }
        assertProblem(
                feasibility(new Person("SOMEBODY", "s1", List.of(), "AGGREGATE"), question), 403, "not-permitted");
        assertProblem(
                mvc.perform(post("/api/feasibility")
                                .contentType("application/json")
                                .content(question))
                        .andReturn()
                        .getResponse(),
                401,
                "not-authenticated");
    }

    @Test
    void saysAllThatIsWrongWithAQuestionAtItsPointers() throws Exception {
        MockHttpServletResponse response = feasibility(
                Person.MONITOR, "{'claims': [{'kind': 'significance', 'p': '2', 'says': 'YES', 'color': 'red'}]}");
        assertProblem(response, 400, "bad-parameter");
        JsonNode problems = json.readTree(response.getContentAsString()).get("problems");
        assertThat(problems.findValuesAsString("at"))
                .containsExactly("/claims/0/p", "/claims/0/says", "/claims/0/color");
        assertThat(problems.get(1).get("allowed").asString()).contains("NOT_SIGNIFICANT");

        assertProblem(feasibility(Person.MONITOR, ""), 400, "bad-parameter");
        assertProblem(feasibility(Person.MONITOR, " ".repeat(64 * 1024 + 1)), 400, "bad-parameter");
        assertThat(ask(Person.MONITOR, post("/api/feasibility").content("{}")).getStatus())
                .isEqualTo(415);
    }

    @Test
    void describesQuestionsWithAnExampleThatIsAnswered() throws Exception {
        JsonNode description = json.readTree(ask(Person.MONITOR, "/v3/api-docs").getContentAsString());
        JsonNode body = description.at("/paths/~1api~1feasibility/post/requestBody/content/application~1json");
        assertThat(body.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/FeasibilityQuestion");
        JsonNode claims = description.at("/components/schemas/FeasibilityClaim/oneOf");
        assertThat(claims)
                .hasSize(11)
                .allSatisfy(claim -> assertThat(description
                                .at(claim.get("$ref").asString().substring(1))
                                .has("properties"))
                        .isTrue());
        JsonNode example = description.at(
                body.at("/examples").iterator().next().get("$ref").asString().substring(1) + "/value");
        MockHttpServletResponse response = feasibility(Person.ANALYST, example.toString());
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
    }
}
