package org.accrual.tools.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.accrual.standalone.CommandLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownVulnerabilitiesTest {
    private static final String SBOM = """
            {"components": [
              {"group": "org.accrual", "name": "web", "purl": "pkg:maven/org.accrual/web@1"},
              {"group": "a", "name": "old", "purl": "pkg:maven/a/old@1"},
              {"group": "b", "name": "new", "purl": "pkg:maven/b/new@2"}]}""";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer database;
    private String asked;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("sbom.json"), SBOM);
        database = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        database.start();
    }

    @AfterEach
    void stop() {
        database.stop(0);
    }

    @Test
    void namesEveryVulnerabilityBesideItsLibrary() {
        answers("{\"results\": [{\"vulns\": [{\"id\": \"GHSA-1\"}, {\"id\": \"GHSA-2\"}]}, {}]}");

        assertThat(run(address())).isEqualTo(1);
        assertThat(asked).contains("pkg:maven/a/old@1", "pkg:maven/b/new@2").doesNotContain("org.accrual");
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "pkg:maven/a/old@1 GHSA-1", "pkg:maven/a/old@1 GHSA-2", "2 libraries, 2 known vulnerabilities");
    }

    @Test
    void noneKnownIsZero() {
        answers("{\"results\": [{}, {}]}");

        assertThat(run(address())).isZero();
    }

    @Test
    void anAnswerThatDoesNotCoverAllIsNone() {
        answers("{\"results\": [{}]}");

        assertThat(run(address())).isEqualTo(3);
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("NOT CHECKED: 2 libraries");
    }

    @Test
    void whatCannotBeAskedIsSaidToBeUnchecked() {
        URI gone = address();
        database.stop(0);

        assertThat(run(gone)).isEqualTo(3);
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("NOT CHECKED: 2 libraries");
    }

    private void answers(String body) {
        database.createContext("/", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length());
            try (var out = exchange.getResponseBody()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private URI address() {
        return URI.create("http://localhost:" + database.getAddress().getPort() + "/v1/querybatch");
    }

    private int run(URI at) {
        return CommandLines.of(new KnownVulnerabilities(new PrintStream(printed, true, StandardCharsets.UTF_8)))
                .execute(
                        "--database",
                        at.toString(),
                        "--sbom",
                        folder.resolve("sbom.json").toString());
    }
}
