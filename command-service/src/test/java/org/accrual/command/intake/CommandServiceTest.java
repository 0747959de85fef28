package org.accrual.command.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.accrual.command.eventstore.TestBroker;
import org.accrual.command.intake.RunningService.Reply;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The service as it runs, on a real broker. */
class CommandServiceTest {
    private static final String STUDY = "http-" + UUID.randomUUID().toString().substring(0, 8);
    private static final String ADMINISTRATOR = "ADMINISTRATOR~" + STUDY;
    private static final String COORDINATOR = "COORDINATOR~" + STUDY + "/c1";
    private static final String NEIGHBOR = "COORDINATOR~" + STUDY + "/c2";

    private static Path masterKey;
    private static RunningService service;
    private static String patient;
    private static KafkaConsumer<byte[], byte[]> log;

    @BeforeAll
    static void aPatientOfAnActiveCenter() throws IOException {
        log = new KafkaConsumer<>(
                TestBroker.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        masterKey = RunningService.masterKeyFile();
        service = RunningService.start(masterKey);
        accepted(service.send(
                ADMINISTRATOR, "OpenStudy", in("'title':'Surgery after imatinib','origin':'PUBLISHED_CASE'")));
        accepted(service.send(ADMINISTRATOR, "ActivateCenter", in("'center':'c1','name':'First','country':'JP'")));
        patient = accepted(service.send(COORDINATOR, "EnrollPatient", enrolment("001")))
                .json()
                .path("patient")
                .asString();
        accepted(service.send(COORDINATOR, "PerformResection", resection("2003-01", "'margin':'R1'")));
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
    }

    @Test
    void answersWithTheEventAndThePositionAfterIt() {
        Reply reply = accepted(service.send(COORDINATOR, "RecordFollowUp", followUp("2004")));
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.json().propertyNames()).containsExactly("events", "position");
        assertThat(reply.event()).matches("[0-9a-f-]{36}");
        assertThat(reply.headers().firstValue("Accrual-Position"))
                .contains(reply.json().path("position").asString());
        assertThat(reply.json().path("position").asString()).matches("p[0-3]:[0-9]+");
    }

    /** What each body is refused for, and the field at fault. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    RecordDeath         | 'date':'1950','cause':'OTHER'                           | 422 | BEFORE_BIRTH | date
                    RecordDeath         | 'date':'1999','cause':'OTHER'                           | 422 | LATER_EVENTS_EXIST | date
                    StopImatinib        | 'date':'2003','reason':'OTHER','inferred':false         | 422 | NO_COURSE |
                    RechallengeImatinib | 'date':'2003','doseMgPerDay':400                        | 422 | NO_EARLIER_COURSE | date
                    PerformResection    | 'date':'2003','procedure':'x','margin':'R0','residualMm':4,'intent':'NOT_STATED' | 422 | RESIDUAL_AFTER_R0 | residualMm
                    RecordFollowUp      | 'date':'2003-02-30','status':'NED'                      | 422 | INVALID_VALUE | date
                    RecordFollowUp      | 'date':2003,'status':'NED'                              | 422 | INVALID_VALUE | date
                    RecordFollowUp      | 'date':{'earliest':'2003-02-30','precision':'AFTER'},'status':'NED' | 422 | INVALID_VALUE | date.earliest
                    RecordFollowUp      | 'date':{'earliest':[2003,2,3],'precision':'AFTER'},'status':'NED'   | 422 | INVALID_VALUE | date.earliest
                    RecordFollowUp      | 'date':'2003'                                           | 422 | INVALID_VALUE | status
                    RecordFollowUp      | 'date':'2003','status':null                             | 422 | INVALID_VALUE | status
                    RecordFollowUp      | 'date':'2003','status':'FINE'                           | 422 | INVALID_VALUE | status
                    RecordFollowUp      | 'date':'2003','status':'1'                              | 422 | INVALID_VALUE | status
                    RecordFollowUp      | 'date':'2003','status':'NED','sttus':'NED'              | 422 | INVALID_VALUE | sttus
                    RecordFollowUp      | 'date':'2003','status':'NED','source':{'page':3}        | 422 | INVALID_VALUE | source.page
                    RecordFollowUp      | 'date':'2003','status':'NED','source':{'verbatim':'\\ud800'} | 400 | MALFORMED_JSON |
                    RecordFollowUp      | 'date':'\\u0000','status':'NED'                        | 422 | INVALID_VALUE | date
                    RecordFollowUp      | 'date':'2003','status':'NED','\\u0000':1               | 422 | INVALID_VALUE | U+0000
                    RecordFollowUp      | 'date':'2003','status':'NED','source':{'verbatim':'a\\u200b'} | 422 | INVALID_VALUE | source.verbatim
                    RecordFollowUp      | 'date':'2003','status':'NED','source':{'verbatim':'a\\u000b'} | 422 | INVALID_VALUE | source.verbatim
                    RecordFollowUp      | 'date':'2003','date':'2004','status':'NED'              | 400 | MALFORMED_JSON |
                    RecordFollowUp      | 'date':'2003','status':'NED'}{'a':1                     | 400 | MALFORMED_JSON |
                    RecordFollowUp      | 'date':[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]] | 400 | MALFORMED_JSON |
                    RecordFollowUp      | 'date':NaN                                              | 400 | MALFORMED_JSON |
                    RecordAssessment    | 'date':'2003','modality':'CT','lesions':[{'id':'a','organ':'X'}] | 422 | INVALID_VALUE | lesions[0].organ
                    RecordAssessment    | 'date':'2003','modality':'CT','lesions':[{'id':'a','organ':'LIVER','diametersMm':['3']}] | 422 | INVALID_VALUE | lesions[0].diametersMm[0]
                    StartImatinib       | 'date':'2003','course':1                                | 422 | INVALID_VALUE | course
                    StartImatinib       | 'date':'2003','doseMgPerDay':'400'                      | 422 | INVALID_VALUE | doseMgPerDay
                    StartImatinib       | 'date':'2003','doseMgPerDay':400.5                      | 422 | INVALID_VALUE | doseMgPerDay
                    StartImatinib       | 'date':'2003','doseMgPerDay':99999999999                | 422 | INVALID_VALUE | doseMgPerDay
                    ChangeImatinibDose  | 'date':'2003'                                           | 422 | INVALID_VALUE | doseMgPerDay
                    StopImatinib        | 'date':'2003','reason':'OTHER'                          | 422 | INVALID_VALUE | inferred
                    CorrectEvent        | 'target':'x','changes':[]                               | 422 | INVALID_VALUE | target
                    RetractEvent        | 'target':'00000000-0000-0000-0000-000000000000','reason':'OTHER','text':'x' | 422 | EVENT_UNKNOWN | target
                    """)
    void refusesByNameAndWritesNothing(String command, String fields, int status, String reason, String field) {
        long before = recordsInLog();
        refused(service.send(COORDINATOR, command, ofPatient(fields)), status, reason, field == null ? "" : field);
        assertThat(recordsInLog()).isEqualTo(before);
    }

    @Test
    void refusesResectionAfterDeath() {
        String other = accepted(service.send(COORDINATOR, "EnrollPatient", enrolment("002")))
                .json()
                .path("patient")
                .asString();
        accepted(service.send(COORDINATOR, "RecordDeath", of(other, "'date':'2004','cause':'DISEASE'")));
        long before = recordsInLog();
        refused(
                service.send(
                        COORDINATOR,
                        "PerformResection",
                        of(other, "'date':'2005','procedure':'hepatectomy','margin':'R1','intent':'NOT_STATED'")),
                422,
                "AFTER_DEATH",
                "date");
        assertThat(recordsInLog()).isEqualTo(before);
    }

    @Test
    void aCorrectionFailsOnceItsOldValueHasChanged() {
        String followUp = accepted(service.send(COORDINATOR, "RecordFollowUp", followUp("2005")))
                .event();
        String correction = "'target':'" + followUp
                + "','changes':[{'field':'status','oldValue':'NED','newValue':'AWD'}],'reason':'LATE_INFORMATION',"
                + "'text':'seen on the scan'";
        accepted(service.send(COORDINATOR, "CorrectEvent", ofPatient(correction)));
        refused(
                service.send(COORDINATOR, "CorrectEvent", ofPatient(correction)),
                409,
                "VALUE_HAS_CHANGED",
                "changes[0].oldValue");
    }

    @Test
    void nobodyTouchesAnotherCentersPatient() {
        long before = recordsInLog();
        refused(service.send(NEIGHBOR, "RecordFollowUp", followUp("2004")), 403, "NOT_PERMITTED", "");
        refused(service.send("MONITOR~" + STUDY, "RecordFollowUp", followUp("2004")), 403, "NOT_PERMITTED", "");
        refused(service.send(ADMINISTRATOR, "RecordFollowUp", followUp("2004")), 403, "NOT_PERMITTED", "");
        refused(service.send(COORDINATOR, "OpenStudy", in("'title':'x'")), 403, "NOT_PERMITTED", "");
        refused(service.send(NEIGHBOR, "EnrollPatient", enrolment("003")), 403, "NOT_PERMITTED", "");
        assertThat(recordsInLog()).isEqualTo(before);
    }

    /** The patient exists, at another center than the body says. */
    @Test
    void aPatientIsKnownAtTheOwningCenterOnly() {
        accepted(service.send(ADMINISTRATOR, "ActivateCenter", in("'center':'c2','name':'Second','country':'RU'")));
        String body = in("'center':'c2','patient':'" + patient + "','date':'2004','status':'NED'");
        refused(service.send(NEIGHBOR, "RecordFollowUp", body), 422, "PATIENT_UNKNOWN", "patient");
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        var request = service.request("RecordFollowUp").POST(HttpRequest.BodyPublishers.ofString(followUp("2004")));
        Reply reply = service.send(request);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.contentType()).startsWith("application/problem+json");
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:accrual:problem:not-authenticated");
        assertThat(reply.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
        Reply forged = service.send(request.header("Authorization", "Bearer forged"));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.contentType()).startsWith("application/problem+json");
    }

    @Test
    void tellsAnUnknownCommandFromAKnownOne() {
        refused(service.send(COORDINATOR, "RecordMiracle", followUp("2004")), 404, "UNKNOWN_COMMAND", "");
        refused(service.send(COORDINATOR, "recordfollowup", followUp("2004")), 404, "UNKNOWN_COMMAND", "");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    1,
                    ''
                    12345678-1234-1234-1234-1234567890
                    not-a-uuid
                    """)
    void wantsAUuidAsIdempotencyKey(String key) {
        var request = authorized("RecordFollowUp").header("Content-Type", "application/json");
        if (key != null && !key.isEmpty()) request.header("Idempotency-Key", key);
        refused(
                service.send(request.POST(HttpRequest.BodyPublishers.ofString(followUp("2004")))),
                400,
                "IDEMPOTENCY_KEY_MISSING",
                "Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    text/plain
                    application/x-www-form-urlencoded
                    application/json;charset=ISO-8859-1
                    nonsense
                    """)
    void takesJsonInUtf8Only(String contentType) {
        refused(
                service.send(authorized("RecordFollowUp")
                        .header("Content-Type", contentType)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(followUp("2004")))),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = followUp("2004").replace("NED", "NE?").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length; i++) if (body[i] == '?') body[i] = (byte) 0xff;
        refused(service.send(json(HttpRequest.BodyPublishers.ofByteArray(body))), 400, "MALFORMED_JSON", "");
        byte[] utf16 = followUp("2004").getBytes(StandardCharsets.UTF_16);
        refused(service.send(json(HttpRequest.BodyPublishers.ofByteArray(utf16))), 400, "MALFORMED_JSON", "");
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String body : new String[] {"", "[]", "null", "7", "\"x\"", "{"})
            refused(service.send(COORDINATOR, "RecordFollowUp", body), 400, "MALFORMED_JSON", "");
    }

    @Test
    void refusesAHugeBodyCleanlyWhetherItsLengthIsToldOrNot() {
        byte[] body = ofPatient("'x':'" + "y".repeat(10 * 1024 * 1024) + "'").getBytes(StandardCharsets.UTF_8);
        long before = recordsInLog();
        refused(service.send(json(HttpRequest.BodyPublishers.ofByteArray(body))), 413, "BODY_TOO_LARGE", "");
        var untold = HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
        refused(service.send(json(untold)), 413, "BODY_TOO_LARGE", "");
        assertThat(recordsInLog()).isEqualTo(before);
    }

    @Test
    void takesTheLargestBodyThatIsAllowed() {
        String body = followUp("2004");
        String padded = body + " ".repeat(CommandBody.MAX_BYTES - body.length());
        accepted(service.send(COORDINATOR, "RecordFollowUp", padded));
        refused(service.send(COORDINATOR, "RecordFollowUp", padded + " "), 413, "BODY_TOO_LARGE", "");
    }

    @Test
    void anotherMethodOrAnswerTypeIsAProblemToo() {
        Reply method = service.send(authorized("RecordFollowUp").GET());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.contentType()).startsWith("application/problem+json");
        Reply accept = service.send(
                json(HttpRequest.BodyPublishers.ofString(followUp("2004"))).header("Accept", "text/html"));
        assertThat(accept.status()).isEqualTo(406);
        Reply path = service.send(service.at("/api/commands/a/b")
                .header("Authorization", "Bearer " + COORDINATOR)
                .GET());
        assertThat(path.status()).isEqualTo(404);
        assertThat(path.contentType()).startsWith("application/problem+json");
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAndNoSecondEvent() {
        String key = UUID.randomUUID().toString();
        Reply first = accepted(service.send(COORDINATOR, "EnrollPatient", key, enrolment("010")));
        long before = recordsInLog();
        String respelled = enrolment("010").replace(",", " ,\n ");
        Reply again = accepted(service.send(COORDINATOR, "EnrollPatient", key.toUpperCase(), respelled));
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.json().path("patient").asString()).matches("[0-9a-f-]{36}");
        assertThat(recordsInLog()).isEqualTo(before);
    }

    @Test
    void theSameKeyManyTimesAtOnceIsOneCommand() {
        String key = UUID.randomUUID().toString();
        String body = enrolment("040");
        var answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> accepted(service.send(COORDINATOR, "EnrollPatient", key, body))
                        .text())
                .distinct();
        assertThat(answers).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherBodyOrCommandIsRefused() {
        String key = UUID.randomUUID().toString();
        accepted(service.send(COORDINATOR, "RecordFollowUp", key, followUp("2004")));
        long before = recordsInLog();
        refused(service.send(COORDINATOR, "RecordFollowUp", key, followUp("2005")), 409, "IDEMPOTENCY_KEY_REUSED", "");
        refused(service.send(COORDINATOR, "EnrollPatient", key, enrolment("011")), 409, "IDEMPOTENCY_KEY_REUSED", "");
        assertThat(recordsInLog()).isEqualTo(before);
    }

    @Test
    void aRefusalIsNotRemembered() {
        String key = UUID.randomUUID().toString();
        refused(service.send(COORDINATOR, "RecordFollowUp", key, followUp("1950")), 422, "BEFORE_BIRTH", "date");
        accepted(service.send(COORDINATOR, "RecordFollowUp", key, followUp("2004")));
    }

    @Test
    void theFirstAnswerOutlivesARestart() {
        String key = UUID.randomUUID().toString();
        String body = enrolment("020");
        Reply first = accepted(service.send(COORDINATOR, "EnrollPatient", key, body));
        service.close();
        service = RunningService.start(masterKey);
        long before = recordsInLog();
        Reply again = accepted(service.send(COORDINATOR, "EnrollPatient", key, body));
        assertThat(again.text()).isEqualTo(first.text());
        refused(service.send(COORDINATOR, "EnrollPatient", key, enrolment("021")), 409, "IDEMPOTENCY_KEY_REUSED", "");
        refused(
                service.send(COORDINATOR, "EnrollPatient", enrolment("020")),
                409,
                "SUBJECT_NUMBER_TAKEN",
                "subjectNumber");
        assertThat(recordsInLog()).isEqualTo(before);
    }

    /** A key belongs to a person: another person's is another command. */
    @Test
    void twoPersonsMayChooseTheSameKey() {
        String key = UUID.randomUUID().toString();
        Reply one = accepted(service.send(COORDINATOR, "RecordFollowUp", key, followUp("2004")));
        Reply two = accepted(service.send("INVESTIGATOR~" + STUDY + "/c1", "RecordFollowUp", key, followUp("2004")));
        assertThat(two.event()).isNotEqualTo(one.event());
    }

    @Test
    void manyAtOnceAreAllRecorded() {
        var replies = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> service.send(COORDINATOR, "RecordFollowUp", followUp("2004")))
                .toList();
        assertThat(replies).allSatisfy(CommandServiceTest::accepted);
        assertThat(replies.stream().map(Reply::event).distinct()).hasSize(24);
    }

    @Test
    void aSubjectNumberIsGivenOnceHoweverManyAsk() {
        var statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> service.send(COORDINATOR, "EnrollPatient", enrolment("030"))
                        .status())
                .toList();
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void describesEveryCommandsBodyInOpenApi31() {
        JsonNode api = service.send(service.at("/v3/api-docs")
                        .header("Authorization", "Bearer " + COORDINATOR)
                        .GET())
                .json();
        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.path("paths").propertyNames().stream().filter(path -> path.startsWith(CommandEndpoint.PATH)))
                .containsExactlyInAnyOrderElementsOf(CommandExamples.ALL.keySet().stream()
                        .map(name -> CommandEndpoint.PATH + name)
                        .toList());
        JsonNode operation =
                api.path("paths").path("/api/commands/RecordAssessment").path("post");
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        assertThat(texts(body.path("required")))
                .containsExactlyInAnyOrder("study", "center", "patient", "date", "modality");
        assertThat(body.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(body.at("/properties/date/$ref").asString()).isEqualTo("#/components/schemas/ClinicalDate");
        JsonNode lesion = body.at("/properties/lesions/items");
        assertThat(lesion.path("type").asString()).isEqualTo("object");
        assertThat(texts(lesion.path("required"))).containsExactlyInAnyOrder("id", "organ");
        assertThat(texts(lesion.at("/properties/organ/enum"))).contains("LIVER", "PERITONEUM");
        assertThat(operation.path("responses").propertyNames())
                .contains("201", "400", "401", "403", "409", "422", "503");
        assertThat(operation.at("/parameters/0/name").asString()).isEqualTo("Idempotency-Key");
        assertThat(api.path("components").path("schemas").propertyNames())
                .contains("ClinicalDate", "Quantity", "CommandProblem", "Recorded");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static Reply accepted(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private static void refused(Reply reply, int status, String reason, String field) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.contentType()).startsWith("application/problem+json");
        assertThat(reply.reason()).isEqualTo(reason);
        assertThat(reply.field()).as(reply.text()).isEqualTo(field);
        assertThat(reply.json().path("type").asString())
                .isEqualTo("urn:accrual:problem:" + reason.toLowerCase().replace('_', '-'));
        assertThat(reply.json().path("title").asString()).isNotBlank();
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.text()).doesNotContain("org.accrual", "tools.jackson");
    }

    private static long recordsInLog() {
        var partitions = log.partitionsFor("study-events").stream()
                .map(it -> new TopicPartition(it.topic(), it.partition()))
                .toList();
        return log.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static HttpRequest.Builder authorized(String command) {
        return service.request(command).header("Authorization", "Bearer " + COORDINATOR);
    }

    private static HttpRequest.Builder json(HttpRequest.BodyPublisher body) {
        return authorized("RecordFollowUp")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body);
    }

    private static String in(String fields) {
        return "{\"study\":\"" + STUDY + "\"," + fields.replace('\'', '"') + "}";
    }

    private static String ofPatient(String fields) {
        return of(patient, fields);
    }

    private static String of(String somebody, String fields) {
        return in("'center':'c1','patient':'" + somebody + "'," + fields);
    }

    private static String enrolment(String subjectNumber) {
        return in("'center':'c1','subjectNumber':'" + subjectNumber
                + "','sex':'MALE','birthYear':1962,'consentBasis':'PUBLISHED_DATA'");
    }

    private static String followUp(String date) {
        return ofPatient("'date':'" + date + "','status':'NED'");
    }

    private static String resection(String date, String fields) {
        return ofPatient("'date':'" + date + "','procedure':'hepatectomy','intent':'METASTASECTOMY'," + fields);
    }
}
