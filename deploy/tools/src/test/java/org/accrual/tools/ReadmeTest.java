package org.accrual.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accrual.standalone.RunningStandalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to type, typed; and that it leads to every page there is. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern SHELL = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Set<String> NO_PAGES = Set.of("target", ".git", "data", "node_modules");

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void itsExamplesWorkWithAnotherPortAndDataDirectory() throws Exception {
        Path data = folder.resolve("elsewhere");
        try (RunningStandalone _ = new RunningStandalone(data)) {
            String said = type(examples().replaceFirst("(?m)^data=data$", "data=" + data));
            assertThat(said)
                    .contains("ImatinibStarted", "doseMgPerDay", "400")
                    .contains("\"status\":422")
                    .doesNotContain("\"status\":500");
        }
        assertThat(folder.resolve("kept.checkpoint")).isNotEmptyFile();
    }

    /** From the first steps and, since it has the same variables, the checkpoint's. */
    private static String examples() throws IOException {
        return SHELL.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("send") || block.contains("curl"))
                .collect(Collectors.joining());
    }

    /** In a folder in which {@code deploy/token} is this build's. */
    private String type(String commands) throws IOException, InterruptedException {
        Path token = Files.createDirectory(folder.resolve("deploy")).resolve("token");
        Files.writeString(token, """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' org.accrual.tools.token.PrintToken "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rwx------"));
        Path errors = folder.resolve("errors");
        Process shell = new ProcessBuilder("sh", "-eu", "-c", commands)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said + Files.readString(errors)).isZero();
        return said;
    }

    @Test
    void leadsToEveryPage() throws IOException {
        Set<Path> reached = new HashSet<>();
        Deque<Path> toRead = new ArrayDeque<>(List.of(ROOT.resolve("README.md")));
        while (!toRead.isEmpty()) {
            Path page = toRead.pop();
            if (reached.add(page)) toRead.addAll(linked(page));
        }
        assertThat(reached).containsAll(pages());
    }

    private static List<Path> linked(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map((MatchResult link) ->
                        page.getParent().resolve(link.group(1)).normalize())
                .peek(target -> assertThat(target).as("linked in " + page).exists())
                .map(target -> Files.isDirectory(target) ? target.resolve("README.md") : target)
                .filter(target -> target.toString().endsWith(".md"))
                .filter(Files::exists)
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.iterate(file, f -> !f.equals(ROOT), Path::getParent)
                            .noneMatch(f -> NO_PAGES.contains(f.getFileName().toString())))
                    .toList();
        }
    }
}
