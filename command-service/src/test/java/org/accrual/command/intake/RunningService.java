package org.accrual.command.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.accrual.command.CommandServiceApplication;
import org.accrual.command.eventstore.TestBroker;
import org.accrual.study.events.StudyJson;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;

/** The command service as it runs, but for the issuer: here a token is {@code role~center}. */
final class RunningService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.address =
                URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    static RunningService start(Path masterKeyFile) {
        return new RunningService(new SpringApplicationBuilder(CommandServiceApplication.class, Tokens.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=WARN",
                        "--accrual.kafka.bootstrap-servers=" + TestBroker.bootstrapServers(),
                        "--accrual.kafka.partitions=4",
                        "--accrual.kafka.replicas=1",
                        "--accrual.master-key-file=" + masterKeyFile));
    }

    static Path masterKeyFile() throws IOException {
        Path file = Files.createTempDirectory("accrual-master-key").resolve("master.key");
        // The module's broker has one log, and one log has one master key.
        Files.writeString(file, "0".repeat(64), StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Stands for an issuer. */
    static class Tokens {
        @Bean
        JwtDecoder decoder() {
            return token -> {
                String[] parts = token.split("~");
                if (parts.length != 2) throw new BadJwtException("no token of ours");
                // An asterisk may not stand in a bearer token.
                String scope = parts[1].equals("everywhere") ? "*" : parts[1];
                return Jwt.withTokenValue(token)
                        .header("alg", "none")
                        .subject("person-" + token)
                        .issuedAt(Instant.now())
                        .claim("roles", List.of(parts[0]))
                        .claim("studies", scope.contains("/") ? List.of() : List.of(scope))
                        .claim("centers", scope.contains("/") ? List.of(scope) : List.of())
                        .build();
            };
        }
    }

    /** What came back. */
    record Reply(int status, String contentType, String text, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            return StudyJson.MAPPER.readTree(text);
        }

        String reason() {
            return json().path("reason").asString("");
        }

        String field() {
            return json().path("field").asString("");
        }

        String event() {
            return json().path("events").path(0).asString();
        }
    }

    Reply send(String token, String command, String body) {
        return send(token, command, UUID.randomUUID().toString(), body);
    }

    Reply send(String token, String command, String key, String body) {
        return send(request(command)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String command) {
        return HttpRequest.newBuilder(address.resolve("/api/commands/" + command));
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
