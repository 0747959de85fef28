package org.accrual.standalone.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running Accrual's issuer for tokens, as any script would: over HTTP, with the person's own credentials. */
public final class Tokens {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI issuer;

    /** @param issuer where Accrual listens, e.g. {@code http://localhost:8080} */
    public Tokens(HttpClient http, URI issuer) {
        this.http = http;
        this.issuer = issuer;
    }

    /**
     * An access token for this person, valid for half an hour.
     *
     * @throws IOException if nothing answers there, or the answer is no token
     */
    public String of(Person person) throws IOException, InterruptedException {
        return of(person.user(), person.password());
    }

    /** @param secret the person's password, or what lies in {@code run/owner} */
    public String of(String user, String secret) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(issuer.resolve("/oauth2/token"))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + credentials(user, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(issuer + " gives no token to " + user + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).required("access_token").stringValue();
    }

    private static String credentials(String user, String secret) {
        return Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8));
    }
}
