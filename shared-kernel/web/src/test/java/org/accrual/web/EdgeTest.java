package org.accrual.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EdgeTest {
    private static final String ANA = "ana~MONITOR~s1";

    private static TestHouse house;
    private static TestHouse strict;

    @BeforeAll
    static void open() {
        house = new TestHouse("accrual.public-url=https://accrual.example.org", "accrual.further-hosts=inside:8081");
        strict = new TestHouse(
                "accrual.limits.requests-per-second-of-person=1",
                "accrual.limits.requests-per-second-of-address=3",
                "accrual.limits.request-time=2s");
    }

    @AfterAll
    static void close() {
        house.close();
        strict.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/list?x=%ff,             400, parameters",
        "/api/list?x=%4,              400, parameters",
        "/api/list?type=a%00b,        400, type",
        "/api/list?type=a%E2%80%8Bb,  400, type",
        "/api/list?type=a%0Bb,        400, type",
        "/api/list?ty%00pe=a,         400, tyU+0000pe",
        "/api/fails/a%E2%80%8Bb,      400, /api/fails/aU+200Bb",
        "/api/fails/a%07b,            400, /api/fails/aU+0007b",
        "/actuator/health?x=%ff,      400, parameters",
        "/api/list?typ=a,             400, typ",
        "/api/list?type=a&type=b,     400, type",
        "/api/me?page=0,              400, page",
        "/api/list?page=%31&type=a%09b, 200, ''",
    })
    void namesWhatNoParameterOrPathMayHold(String path, int status, String field, CapturedOutput log) throws Exception {
        String answer = house.raw("GET " + path + " HTTP/1.1\r\nHost: localhost:" + house.port()
                + "\r\nAuthorization: Bearer " + ANA + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (!field.isEmpty()) assertThat(answer).contains("\"field\":\"" + field + "\"", "bad-parameter");
        assertThat(log.getAll()).doesNotContain("\tat ");
    }

    @Test
    void namesTheParametersThatThereAre() throws Exception {
        assertThat(house.get(ANA, "/api/list?typ=a").body()).contains("there are page, type");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT,         '',                   200",
        "127.0.0.1:PORT,         '',                   200",
        "LOCALHOST:PORT,         '',                   200",
        "accrual.example.org,    '',                   200",
        "inside:8081,            '',                   200",
        "localhost:PORT,         accrual.example.org,  200",
        "localhost:1,            '',                   421",
        "evil.example.org,       '',                   421",
        "localhost:PORT,         evil.example.org,     421",
        "localhost:PORT,         'accrual.example.org, evil.example.org', 421",
        "accrual.example.org.evil.example.org, '',     421",
    })
    void answersUnderItsOwnNamesOnly(String host, String forwarded, int status) throws Exception {
        String answer = house.raw("GET /api/me HTTP/1.1\r\nHost: " + host.replace("PORT", "" + house.port())
                + (forwarded.isEmpty() ? "" : "\r\nX-Forwarded-Host: " + forwarded)
                + "\r\nAuthorization: Bearer " + ANA + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer.contains("foreign-host")).isEqualTo(status == 421);
    }

    @Test
    void leavesProbesAlone() throws Exception {
        assertThat(house.raw("GET /actuator/health HTTP/1.1\r\nHost: 10.1.2.3:8081\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/nothing", "/front/front.css", "/api/list?x=%ff"})
    void tellsBrowsersOnEveryAnswerToRunNothingThatIsNotOurs(String path) throws Exception {
        String answer = house.raw(
                "GET " + path + " HTTP/1.1\r\nHost: localhost:" + house.port() + "\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("X-Content-Type-Options: nosniff")
                .doesNotContain("unsafe-", "Strict-Transport-Security");
    }

    @Test
    void staysOnTlsOnceItIsThere() throws Exception {
        HttpResponse<String> answer = house.send(house.request("/front/front.css")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("X-Forwarded-Proto", "https"));
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void takesNoBodyInParts() throws Exception {
        HttpResponse<String> answer = house.send(house.request("/api/body")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x--")));
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void takesNoFormThatIsTooLarge(CapturedOutput log) throws Exception {
        HttpResponse<String> answer = house.send(house.request("/api/body")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("x=" + "y".repeat(300_000))));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(log.getAll()).doesNotContain("\tat ");
    }

    @Test
    void givesNobodyMoreThanTheirShare() throws Exception {
        var statuses =
                IntStream.range(0, 15).mapToObj(_ -> status("bea~MONITOR~s1")).toList();
        assertThat(statuses.subList(0, 10)).containsOnly(200);
        assertThat(statuses).contains(429);
        HttpResponse<String> refused = strict.get("bea~MONITOR~s1", "/api/me");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(status("cid~MONITOR~s1")).as("somebody else").isEqualTo(200);
        var strangers = IntStream.range(0, 60).mapToObj(_ -> status("nobody")).toList();
        assertThat(strangers).contains(401).endsWith(429);
    }

    private static int status(String token) {
        try {
            return strict.get(token, "/api/me").statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A byte now and then would keep a connection for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/me HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                "POST /api/body HTTP/1.1\r\nHost: localhost:PORT\r\nAuthorization: Bearer dea~MONITOR~s1\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\n",
                "POST /sign-in HTTP/1.1\r\nHost: localhost:PORT\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
            })
    void cutsOffWhoeverTricklesTheirRequest(String beginning) throws Exception {
        long start = System.nanoTime();
        try (var socket = new Socket("localhost", strict.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(beginning.replace("PORT", "" + strict.port()).getBytes(StandardCharsets.US_ASCII));
            Thread trickle = Thread.ofVirtual().start(() -> trickle(out));
            socket.setSoTimeout(8_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)|HTTP/1.1 (408|429).*");
            trickle.interrupt();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
    }

    private static void trickle(OutputStream out) {
        try {
            for (int i = 0; i < 100; i++) {
                out.write('x');
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // Cut off, as it should be.
        }
    }
}
