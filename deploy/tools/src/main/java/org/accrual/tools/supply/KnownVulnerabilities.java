package org.accrual.tools.supply;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.accrual.standalone.CommandLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/vulnerabilities}: asks a database in OSV's form about every library that the program is made of. */
@Command(
        name = "deploy/vulnerabilities",
        sortOptions = false,
        description = "Asks a database of known vulnerabilities about every library in the program's own list (SBOM).")
final class KnownVulnerabilities implements Callable<Integer> {
    private static final int NONE_KNOWN = 0;
    private static final int SOME_KNOWN = 1;
    private static final int NOT_CHECKED = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OWN_GROUP = "org.accrual";

    private final JsonMapper json = JsonMapper.builder().build();
    private final PrintStream out;

    @Option(
            names = "--database",
            paramLabel = "URL",
            defaultValue = "https://api.osv.dev/v1/querybatch",
            description = "where to ask, in the form of OSV's querybatch (default: ${DEFAULT-VALUE})")
    private URI database;

    @Option(
            names = "--sbom",
            paramLabel = "FILE",
            required = true,
            description = "the program's list of its libraries, CycloneDX JSON")
    private Path sbom;

    @Option(names = "--help", usageHelp = true, description = "print this and stop")
    private boolean help;

    KnownVulnerabilities(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new KnownVulnerabilities(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<String> libraries = libraries();
        try {
            return report(libraries, ask(libraries));
        } catch (IOException e) {
            out.println("NOT CHECKED: " + libraries.size() + " libraries; " + database.getHost() + " can't be asked ("
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ").");
            return NOT_CHECKED;
        }
    }

    /** As package URLs, our own modules left out. */
    private List<String> libraries() throws IOException {
        try (InputStream file = Files.newInputStream(sbom)) {
            return json.readTree(file)
                    .path("components")
                    .valueStream()
                    .filter(component -> !component.path("group").asString("").equals(OWN_GROUP))
                    .map(component -> component.path("purl").asString())
                    .toList();
        }
    }

    private JsonNode ask(List<String> libraries) throws IOException, InterruptedException {
        var body = json.createObjectNode();
        var queries = body.putArray("queries");
        libraries.forEach(purl -> queries.addObject().putObject("package").put("purl", purl));
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = client.send(
                    HttpRequest.newBuilder(database)
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IOException("it answered " + answer.statusCode());
            return json.readTree(answer.body());
        }
    }

    private int report(List<String> libraries, JsonNode answer) throws IOException {
        JsonNode results = answer.path("results");
        if (results.size() != libraries.size())
            throw new IOException("it answered for " + results.size() + " of " + libraries.size() + " libraries");
        var known = new ArrayList<String>();
        for (int i = 0; i < libraries.size(); i++)
            for (JsonNode vulnerability : results.get(i).path("vulns"))
                known.add(libraries.get(i) + " " + vulnerability.path("id").asString());
        known.forEach(out::println);
        out.println(libraries.size() + " libraries, " + known.size() + " known vulnerabilities");
        return known.isEmpty() ? NONE_KNOWN : SOME_KNOWN;
    }
}
