package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may do what, asked of the running Accrual: every operation that it describes, and every page and operator's
 * endpoint, by everybody who has no business there too. What they are answered stands in {@code rights.txt}; an operation
 * without a row there fails the build.
 */
@ExtendWith(RunningStandalone.Extension.class)
class RightsMatrixTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STUDY = "rights";

    private final RunningStandalone accrual;
    private String patient;

    RightsMatrixTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    /** @param admitted names of {@link Subject}s */
    private record Row(String operation, Set<String> admitted, int admittedStatus, int refusedStatus) {
        static Row of(String line) {
            String[] cells = line.split("\\|");
            return new Row(
                    cells[0].strip().replaceAll(" +", " "),
                    Arrays.stream(cells[1].strip().split(" +"))
                            .filter(it -> !it.isEmpty() && !it.equals("nobody"))
                            .flatMap(RightsMatrixTest::subjects)
                            .collect(Collectors.toSet()),
                    Integer.parseInt(cells[2].strip()),
                    Integer.parseInt(cells[3].strip()));
        }

        int statusFor(Subject subject) {
            return admitted.contains(subject.name()) ? admittedStatus : refusedStatus;
        }
    }

    /** Role and place: the study's center c1, another center of it, another study, every study. */
    private enum Subject {
        COORDINATOR_HERE("COORDINATOR", List.of(), List.of("rights/c1")),
        COORDINATOR_OF_ANOTHER_CENTER("COORDINATOR", List.of(), List.of("rights/c2")),
        COORDINATOR_OF_ANOTHER_STUDY("COORDINATOR", List.of("other"), List.of("other/c1")),
        INVESTIGATOR_HERE("INVESTIGATOR", List.of(), List.of("rights/c1")),
        INVESTIGATOR_OF_ANOTHER_CENTER("INVESTIGATOR", List.of(), List.of("rights/c2")),
        INVESTIGATOR_OF_ANOTHER_STUDY("INVESTIGATOR", List.of("other"), List.of("other/c1")),
        MONITOR_HERE("MONITOR", List.of("rights"), List.of()),
        MONITOR_OF_ANOTHER_STUDY("MONITOR", List.of("other"), List.of()),
        MONITOR_OF_EVERY_STUDY("MONITOR", List.of("*"), List.of("*")),
        ANALYST_HERE("ANALYST", List.of("rights"), List.of()),
        ANALYST_OF_ANOTHER_STUDY("ANALYST", List.of("other"), List.of()),
        ADMINISTRATOR_HERE("ADMINISTRATOR", List.of("rights"), List.of()),
        ADMINISTRATOR_OF_ANOTHER_STUDY("ADMINISTRATOR", List.of("other"), List.of()),
        ADMINISTRATOR_OF_EVERY_STUDY("ADMINISTRATOR", List.of("*"), List.of("*")),
        WITHOUT_A_ROLE("NOBODY", List.of("*"), List.of("*"));

        private final String role;
        private final List<String> studies;
        private final List<String> centers;

        Subject(String role, List<String> studies, List<String> centers) {
            this.role = role;
            this.studies = studies;
            this.centers = centers;
        }
    }

    private static Stream<String> subjects(String name) {
        return switch (name) {
            case "everyone" -> Arrays.stream(Subject.values()).map(Subject::name);
            case "EVERYBODY_WITH_A_ROLE" ->
                Arrays.stream(Subject.values())
                        .filter(it -> it != Subject.WITHOUT_A_ROLE)
                        .map(Subject::name);
            case "HERE" ->
                Arrays.stream(Subject.values())
                        .filter(it -> it != Subject.WITHOUT_A_ROLE)
                        .map(Subject::name)
                        .filter(it -> !it.endsWith("ANOTHER_STUDY"));
            case "SITE" -> Stream.of("COORDINATOR_HERE", "INVESTIGATOR_HERE");
            case "SITES" ->
                Stream.of(
                        "COORDINATOR_HERE",
                        "INVESTIGATOR_HERE",
                        "COORDINATOR_OF_ANOTHER_CENTER",
                        "INVESTIGATOR_OF_ANOTHER_CENTER");
            case "MONITORS" -> Stream.of("MONITOR_HERE", "MONITOR_OF_EVERY_STUDY");
            case "ANALYSTS" -> Stream.of("ANALYST_HERE");
            case "ADMINISTRATORS" -> Stream.of("ADMINISTRATOR_HERE", "ADMINISTRATOR_OF_EVERY_STUDY");
            default -> Stream.of(Subject.valueOf(name).name());
        };
    }

    @BeforeEach
    void aStudyWithAPatient() throws Exception {
        accrual.command("administrator", "OpenStudy", body("\"title\":\"Rights\",\"origin\":\"SYNTHETIC\""));
        accrual.command(
                "administrator", "ActivateCenter", body("\"center\":\"c1\",\"name\":\"First\",\"country\":\"DE\""));
        accrual.command(
                "administrator", "ActivateCenter", body("\"center\":\"c2\",\"name\":\"Second\",\"country\":\"DE\""));
        HttpResponse<String> enrolled = send(
                "POST /api/commands/EnrollPatient",
                body("\"center\":\"c1\",\"sex\":\"FEMALE\",\"birthYear\":1951,\"consentBasis\":\"SYNTHETIC_DATA\","
                        + "\"subjectNumber\":\"" + UUID.randomUUID().toString().substring(0, 8) + "\""),
                token(Subject.COORDINATOR_HERE));
        JsonNode answer = JSON.readTree(enrolled.body());
        patient = answer.required("patient").stringValue();
        String seen = "/api/studies?after=" + answer.required("position").stringValue();
        assertThat(accrual.read("monitor", seen).statusCode()).isEqualTo(200);
    }

    private static String body(String fields) {
        return "{\"study\":\"" + STUDY + "\"," + fields + "}";
    }

    @Test
    void everyOperationAnswersEverybodyAsTheTableSays() throws Exception {
        Map<String, Row> table = table();
        Map<String, String> wrong = new TreeMap<>();
        for (String operation : operations()) {
            Row row = table.get(operation);
            if (row == null) {
                wrong.put(operation, "has no row in rights.txt");
                continue;
            }
            for (Subject subject : Subject.values()) {
                int status = send(operation, ask(), token(subject)).statusCode();
                if (status != row.statusFor(subject))
                    wrong.put(operation + " by " + subject, status + " instead of " + row.statusFor(subject));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noOperationAnswersAnybodyWithoutAValidToken() throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        for (String operation : operations())
            for (var bad : badTokens().entrySet()) {
                int status = send(operation, ask(), bad.getValue()).statusCode();
                // A token, good or bad, is nothing to a page: there one signs in.
                int expected = operation.matches("GET /(api|actuator|v3)\\b.*|POST .*") ? 401 : 302;
                if (status != expected) wrong.put(operation + " with " + bad.getKey(), "" + status);
            }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTableHasNoRowForWhatIsNotThere() throws Exception {
        assertThat(table().keySet()).isSubsetOf(operations());
    }

    /** Described by the API, and what operators and people in browsers reach beside it. */
    private Set<String> operations() throws Exception {
        Set<String> all = new TreeSet<>();
        JSON.readTree(accrual.read("monitor", "/v3/api-docs").body())
                .required("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        JSON.readTree(accrual.read("administrator", "/actuator").body())
                .required("_links")
                .propertyStream()
                .map(link -> link.getValue().required("href").stringValue())
                .map(address -> address.substring(address.indexOf("/actuator")))
                .filter(path -> !path.startsWith("/actuator/health"))
                .forEach(path -> all.add("GET " + path));
        all.add("GET /v3/api-docs");
        accrual.pages().forEach(page -> all.add("GET " + page));
        return all;
    }

    private static Map<String, Row> table() throws IOException {
        try (var in = RightsMatrixTest.class.getResourceAsStream("/rights.txt")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .collect(Collectors.toMap(
                            Row::operation,
                            row -> row,
                            (a, b) -> {
                                throw new IllegalStateException("two rows for " + a.operation());
                            },
                            LinkedHashMap::new));
        }
    }

    /** Complete enough to be judged by who asks, and too little to be recorded. */
    private String ask() {
        return body("\"center\":\"c1\",\"patient\":\"" + patient + "\"");
    }

    private HttpResponse<String> send(String operation, String body, String token) throws Exception {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation
                .substring(method.length() + 1)
                .replace("{study}", STUDY)
                .replace("{center}", "c1")
                .replace("{patient}", patient == null ? "" : patient)
                .replaceAll("\\{[^}]*}", "x");
        var request = accrual.request(path);
        if (method.equals("GET")) request.GET();
        else
            request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .method(method, BodyPublishers.ofString(body));
        if (token != null) request.header("Authorization", "Bearer " + token);
        return accrual.send(request);
    }

    private Map<String, String> badTokens() {
        Map<String, String> bad = new LinkedHashMap<>();
        Subject able = Subject.ADMINISTRATOR_OF_EVERY_STUDY;
        bad.put("no token", null);
        bad.put("an expired token", token(able, claims -> claims.expirationTime(Date.from(Instant.EPOCH))));
        bad.put("a token for another program", token(able, claims -> claims.audience("console")));
        bad.put("another issuer's token", token(able, claims -> claims.issuer("http://localhost:1")));
        bad.put("a token without an owner", token(able, claims -> claims.subject(null)));
        bad.put("a token without an end", token(able, claims -> claims.expirationTime(null)));
        bad.put("a tampered token", tampered(token(Subject.ANALYST_HERE), token(able)));
        return bad;
    }

    /** The claims of the one with the signature of the other. */
    private static String tampered(String signed, String wanted) {
        return wanted.substring(0, wanted.lastIndexOf('.')) + signed.substring(signed.lastIndexOf('.'));
    }

    private String token(Subject subject) {
        return token(subject, _ -> {});
    }

    private String token(Subject subject, Consumer<JWTClaimsSet.Builder> change) {
        try {
            RSAKey key = RSAKey.parse(Files.readString(accrual.data().resolve("keys/signing.jwk")));
            var claims = new JWTClaimsSet.Builder()
                    .issuer(accrual.address().toString())
                    .audience("accrual")
                    .subject(subject.name().toLowerCase(Locale.ROOT))
                    .claim("roles", List.of(subject.role))
                    .claim("studies", subject.studies)
                    .claim("centers", subject.centers)
                    .claim("disclosure", "RECORD_LEVEL")
                    .expirationTime(Date.from(Instant.now().plusSeconds(600)));
            change.accept(claims);
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
