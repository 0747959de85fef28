package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real browser without a window. Close it to end its process. */
public final class Browser implements AutoCloseable {
    private static final String HOW_TO_INSTALL = "no Chromium found; Debian: apt-get install chromium";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /** Starts the machine's Chromium. Without one the test is skipped, saying so, but under CI it fails. */
    public static Browser start() {
        Optional<Path> executable = executable();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(executable).as(HOW_TO_INSTALL).isPresent();
        }
        assumeThat(executable).as(HOW_TO_INSTALL).isPresent();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(playwright, playwright.chromium().launch(options(executable.orElseThrow())));
    }

    /** A page that shares no cookie with any other. */
    public Page page() {
        return chromium.newContext().newPage();
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static LaunchOptions options(Path executable) {
        LaunchOptions options = new LaunchOptions().setExecutablePath(executable);
        // Chromium's sandbox refuses to run as root, which containers are.
        return "root".equals(System.getProperty("user.name")) ? options.setArgs(List.of("--no-sandbox")) : options;
    }

    private static Optional<Path> executable() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
