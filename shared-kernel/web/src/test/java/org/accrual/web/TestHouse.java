package org.accrual.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.accrual.study.access.Actor;
import org.accrual.web.access.FrontDoor;
import org.accrual.web.access.UsableToken;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A house with nothing in it but its front door: the real server, the real filters; a token is its claims. */
final class TestHouse implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    TestHouse(String... settings) {
        var builder = new SpringApplicationBuilder(Rooms.class)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "logging.level.root=WARN",
                        "management.endpoints.web.exposure.include=health,metrics")
                .properties(settings);
        context = builder.run();
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends these bytes as they are, and answers what comes back until the connection ends. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** As the person that the token tells of. */
    HttpResponse<String> get(String token, String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({WebConfiguration.class, Room.class})
    static class Rooms {
        /** {@code sub~role~study}, "every" for all studies; without a study there is no end either. */
        @Bean
        JwtDecoder decoder(UsableToken usable) {
            return token -> {
                Jwt jwt = jwt(token);
                OAuth2TokenValidatorResult result = usable.validate(jwt);
                if (result.hasErrors())
                    throw new BadJwtException(
                            result.getErrors().iterator().next().getDescription());
                return jwt;
            };
        }

        private static Jwt jwt(String token) {
            String[] parts = token.split("~", -1);
            if (parts.length < 2) throw new BadJwtException("no token of ours");
            Jwt.Builder jwt = Jwt.withTokenValue(token).header("alg", "none").claim("roles", List.of(parts[1]));
            if (!parts[0].isEmpty()) jwt.subject(parts[0]);
            if (parts.length > 2)
                jwt.claim("studies", List.of(parts[2].equals("every") ? "*" : parts[2]))
                        .expiresAt(Instant.now().plusSeconds(60));
            return jwt.build();
        }

        @Bean
        @Order(100)
        SecurityFilterChain rest(HttpSecurity http, FrontDoor door) throws Exception {
            return door.tokenOnly(http.authorizeHttpRequests(requests -> requests.requestMatchers("/front/**")
                    .permitAll()
                    .anyRequest()
                    .denyAll()));
        }
    }

    @RestController
    static class Room {
        @GetMapping("/api/me")
        String me(Actor actor) {
            return actor.id();
        }

        @GetMapping("/api/fails/{how}")
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "defect" -> new IllegalStateException("secret of the house");
                case "unanswered" -> Unanswered.badParameter("page", "is not negative");
                case "later" -> new Unanswered(Problem.NOT_YET, "not there yet");
                default -> Unanswered.notFound("it");
            };
        }

        @GetMapping("/api/list")
        String list(
                @RequestParam(defaultValue = "0") int page, @RequestParam(name = "type", required = false) String it) {
            return it + page;
        }

        @PostMapping("/api/body")
        int body(HttpServletRequest request) throws IOException {
            return request.getInputStream().readAllBytes().length;
        }
    }
}
