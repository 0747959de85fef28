package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(RunningStandalone.Extension.class)
class NobodyWithoutATokenTest {
    private final RunningStandalone accrual;

    NobodyWithoutATokenTest(RunningStandalone accrual) {
        this.accrual = accrual;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void getsHealthAndNothingMoreOfItThanAWord(String path) throws Exception {
        var answer = accrual.send(accrual.request(path));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("UP").doesNotContain("details", "components");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/studies",
                "/api/studies/s1/audit",
                "/api/nothing",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/heapdump",
                "/v3/api-docs",
                "/v3/api-docs/swagger-config"
            })
    void isRefusedByEveryInterface(String path) throws Exception {
        assertThat(accrual.send(accrual.request(path)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/error",
                "/studies",
                "/webjars/d3/7.9.0/dist/d3.min.js",
                "/API/studies",
                "/api%2fstudies",
                "//api/studies",
                "/api;x/studies",
                "/actuator/health/../prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/actuator/health;/../prometheus"
            })
    void seesNoPageEither(String path) throws Exception {
        assertThat(accrual.send(accrual.request(path).header("Accept", "text/html"))
                        .statusCode())
                .isIn(302, 400, 401);
    }

    @Test
    void sendsNoCommand() throws Exception {
        var command = accrual.request("/api/commands/OpenStudy").POST(BodyPublishers.ofString("{}"));
        assertThat(accrual.send(command).statusCode()).isEqualTo(401);
    }

    @Test
    void isRefusedByEverythingThatTheApiDescribes() throws Exception {
        for (Described endpoint : everythingDescribed()) {
            assertThat(statusOf(endpoint, null)).as(endpoint.toString()).isEqualTo(401);
        }
    }

    /** Being known is not being allowed: the study decides, and in this one the person has no part. */
    @Test
    void whoeverHasNoPartInAStudyGetsNothingOfItEither() throws Exception {
        String position = openDoors();
        String stranger = signed(issuersKey(), claims -> claims.claim("studies", List.of("another")));
        String monitor = accrual.token("monitor");
        assertThat(statusOf("/api/studies/doors/centers?after=" + position, monitor))
                .isEqualTo(200);
        for (Described endpoint : everythingDescribed()) {
            if (endpoint.path().contains("{study}")) {
                assertThat(statusOf(endpoint, stranger)).as(endpoint.toString()).isIn(403, 404);
            }
        }
    }

    private String openDoors() throws Exception {
        String study = accrual.command("administrator", "OpenStudy", """
                {"study":"doors", "title":"A study to be kept out of", "origin":"SYNTHETIC"}""").body();
        return new JsonMapper().readTree(study).required("position").stringValue();
    }

    @Test
    void metricsAreTheAdministratorsAlone() throws Exception {
        assertThat(statusOf("/actuator/prometheus", accrual.token("monitor"))).isEqualTo(403);
        assertThat(statusOf("/actuator/prometheus", accrual.token("administrator")))
                .isEqualTo(200);
    }

    @Test
    void whoeverHasATokenReadsTheApisDescription() throws Exception {
        assertThat(statusOf("/v3/api-docs", accrual.token("monitor"))).isEqualTo(200);
    }

    @Test
    void unsignedTokenOpensNothing() throws Exception {
        assertThat(statusOf("/v3/api-docs", new PlainJWT(claims(UnaryOperator.identity())).serialize()))
                .isEqualTo(401);
    }

    @Test
    void tokenOfAnotherKeyOpensNothing() throws Exception {
        RSAKey stranger =
                new RSAKeyGenerator(2048).keyID(issuersKey().getKeyID()).generate();
        assertThat(statusOf("/v3/api-docs", signed(stranger, UnaryOperator.identity())))
                .isEqualTo(401);
    }

    @Test
    void tokenThatEndedOpensNothing() throws Exception {
        assertThat(statusOf(
                        "/v3/api-docs",
                        signed(issuersKey(), claims -> claims.expirationTime(Date.from(Instant.EPOCH)))))
                .isEqualTo(401);
    }

    @Test
    void tokenForAnotherProgramOpensNothing() throws Exception {
        assertThat(statusOf("/v3/api-docs", signed(issuersKey(), claims -> claims.audience("console"))))
                .isEqualTo(401);
    }

    @Test
    void tokenOfAnotherIssuerOpensNothing() throws Exception {
        assertThat(statusOf("/v3/api-docs", signed(issuersKey(), claims -> claims.issuer("http://localhost:1"))))
                .isEqualTo(401);
    }

    /** The control for the refusals above: what they changed is the reason. */
    @Test
    void sameTokenUnchangedOpensTheDoor() throws Exception {
        assertThat(statusOf("/v3/api-docs", signed(issuersKey(), UnaryOperator.identity())))
                .isEqualTo(200);
    }

    private record Described(String method, String path) {}

    private List<Described> everythingDescribed() throws Exception {
        JsonNode paths = new JsonMapper()
                .readTree(accrual.read("monitor", "/v3/api-docs").body())
                .required("paths");
        List<Described> described = paths.propertyStream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> new Described(method.toUpperCase(Locale.ROOT), path.getKey())))
                .toList();
        assertThat(described)
                .extracting(Described::path)
                .contains("/api/studies")
                .anyMatch(path -> path.contains("{"));
        return described;
    }

    private int statusOf(Described endpoint, String token) throws Exception {
        String path = endpoint.path()
                .replace("{study}", "doors")
                .replace("{patient}", "00000000-0000-4000-8000-000000000000")
                .replaceAll("\\{[^}]*}", "x");
        var request = accrual.request(path)
                .header("Content-Type", "application/json")
                .method(endpoint.method(), BodyPublishers.ofString("{}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return accrual.send(request).statusCode();
    }

    private int statusOf(String path, String token) throws Exception {
        return accrual.send(accrual.request(path).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private RSAKey issuersKey() throws Exception {
        return RSAKey.parse(Files.readString(accrual.data().resolve("keys/signing.jwk")));
    }

    private String signed(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims(change));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(accrual.address().toString())
                        .audience("accrual")
                        .subject("somebody")
                        .claim("roles", List.of("MONITOR"))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))))
                .build();
    }
}
