package org.accrual.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.accrual.standalone.issuer.People;
import org.accrual.standalone.issuer.Person;
import org.accrual.standalone.issuer.Tokens;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ConfigurableApplicationContext;

/** One standalone Accrual for all tests of this module that take it as a parameter; it starts with the first of them. */
public final class RunningStandalone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningStandalone() throws IOException {
        data = Files.createTempDirectory("accrual");
        context = StandaloneApplication.start(new Options(data, 0, null, null, false, false));
    }

    /** Resolves the parameter. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
            return parameter.getParameter().getType() == RunningStandalone.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
            return extension
                    .getRoot()
                    .getStore(Namespace.create(RunningStandalone.class))
                    .computeIfAbsent("standalone", _ -> start(), RunningStandalone.class);
        }

        private static RunningStandalone start() {
            try {
                return new RunningStandalone();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public Path data() {
        return data;
    }

    /** As scripts learn it. */
    public URI address() throws IOException {
        return URI.create(Files.readString(data.resolve("run/address")).strip());
    }

    public People people() throws IOException {
        return People.read(data.resolve("people.json"));
    }

    /** An access token for the person who signs in with this name. */
    public String token(String user) throws IOException, InterruptedException {
        Person person = people().named(user).orElseThrow();
        return new Tokens(http, address()).of(person);
    }

    /** A request to the path that waits long, but not for ever. */
    public HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
    }

    /** Sends the request and follows no redirect. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        http.close();
        context.close();
        List<Path> files;
        try (Stream<Path> found = Files.walk(data)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
