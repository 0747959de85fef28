package org.accrual.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.accrual.log.format.LogPosition;
import org.accrual.standalone.issuer.Person;
import org.accrual.standalone.issuer.Tokens;
import org.accrual.study.events.StudyJson;
import org.accrual.study.words.StudyId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running Accrual as any program meets it: over HTTP, with a person's own token. What can't be answered now is asked
 * again, a command with the same key, so that it is recorded once however often it is sent.
 */
final class PublicApi {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    /** As long as one request is repeated while Accrual is there but can't answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final JsonMapper JSON = StudyJson.MAPPER;

    private final HttpClient http;
    private final URI address;
    private final Tokens issuer;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    PublicApi(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
        this.issuer = new Tokens(http, address);
    }

    /** @return the answer to the recorded command: events, position, and the patient's id for an enrolment */
    JsonNode command(Person person, String name, UUID key, ObjectNode body) throws InterruptedException {
        return send(
                person,
                name + " " + body.path("study").asString("") + " "
                        + body.path("center").asString(""),
                HttpRequest.newBuilder(address.resolve("/api/commands/" + name))
                        .header("Idempotency-Key", key.toString())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** @param after what the answer has to cover */
    JsonNode comparison(Person person, StudyId study, String plan, LogPosition after) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("plan", plan);
        return send(
                person,
                "comparison " + plan + " of " + study,
                HttpRequest.newBuilder(address.resolve("/api/studies/" + study + "/comparisons?after=" + after))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private JsonNode send(Person person, String what, HttpRequest.Builder request) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String failure;
            try {
                HttpResponse<String> answer = http.send(
                        request.timeout(ANSWER_MAX)
                                .setHeader("Authorization", "Bearer " + token(person))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2) return JSON.readTree(answer.body());
                failure = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == UNAUTHORIZED) tokens.remove(person.user());
                else if (answer.statusCode() != UNAVAILABLE) throw new DemoFailed(what + ": " + failure);
            } catch (IOException e) {
                failure = e.toString();
            }
            if (System.nanoTime() > deadline) throw new DemoFailed(what + ", again and again: " + failure);
            Thread.sleep(PAUSE);
        }
    }

    private String token(Person person) throws IOException, InterruptedException {
        String known = tokens.get(person.user());
        if (known != null) return known;
        String fresh = issuer.of(person);
        tokens.put(person.user(), fresh);
        return fresh;
    }
}
