package org.accrual.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.accrual.standalone.issuer.People;
import org.accrual.standalone.issuer.Person;
import org.accrual.standalone.issuer.Tokens;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A running Accrual. All tests of this module that take one as a parameter share it; it starts with the first. */
public final class RunningStandalone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Starts one on this data directory, on any free port. */
    public RunningStandalone(Path data) {
        this.data = data;
        this.context = StandaloneApplication.start(new Options(data, 0, null, null, false, false));
    }

    /** The shared one, which takes its data along when it ends. */
    private record Shared(RunningStandalone accrual) implements AutoCloseable {
        static Shared start() {
            try {
                return new Shared(new RunningStandalone(Files.createTempDirectory("accrual")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            accrual.close();
            FileSystemUtils.deleteRecursively(accrual.data);
        }
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
                    .computeIfAbsent("shared", _ -> Shared.start(), Shared.class)
                    .accrual();
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

    /** The addresses of the pages, with their variables. */
    public Set<String> pages() {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(it -> it.getValue().getBeanType().getName().startsWith("org.accrual."))
                .flatMap(it -> it.getKey().getPatternValues().stream())
                .filter(path -> !path.matches("/(api|error|sign-in)\\b.*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sends a command with a key of its own. */
    public HttpResponse<String> command(String user, String name, String body)
            throws IOException, InterruptedException {
        return send(request("/api/commands/" + name)
                .header("Authorization", "Bearer " + token(user))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Reads the path. */
    public HttpResponse<String> read(String user, String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + token(user)));
    }

    /** A request to the path that waits long, but not for ever. */
    public HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
    }

    /** Sends the request and follows no redirect. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Stops it cleanly. */
    @Override
    public void close() {
        http.close();
        context.close();
    }
}
