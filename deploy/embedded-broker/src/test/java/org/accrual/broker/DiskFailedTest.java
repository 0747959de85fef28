package org.accrual.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DiskFailedTest {
    private static final String PROMISE = "Nothing that was acknowledged is lost";

    @TempDir
    Path folder;

    private record Ended(int code, List<String> lines) {
        /** The number after a word in the last line that begins with it. */
        long last(String word) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .reduce((_, later) -> later)
                    .map(line -> Long.parseLong(line.substring(word.length() + 1)))
                    .orElse(0L);
        }
    }

    @Test
    void saysSoWhenItsFilesAreGone() throws Exception {
        Path directory = folder.resolve("kafka");
        Process broker = start(doomed(directory, "write"));
        BufferedReader output = broker.inputReader();
        while (!output.readLine().startsWith("acknowledged"))
            assertThat(broker.isAlive()).isTrue();
        Files.move(directory.resolve("doomed-0"), folder.resolve("gone"));
        Ended ended = ended(broker);
        assertThat(ended.code).isEqualTo(DiskFailed.EXIT_CODE);
        assertThat(ended.lines)
                .as("whether anything is lost, nobody knows")
                .anyMatch(line -> line.contains(directory + " can't be read or written as it should")
                        && line.contains("restore a backup"))
                .noneMatch(line -> line.contains(PROMISE));
    }

    @Test
    void losesNothingAcknowledgedOnADiskThatIsFullAndGoesOnOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Ended ended = onADisk(
                disk,
                "size=64m",
                "dd if=/dev/zero of=$disk/ballast bs=1M count=40 2>/dev/null",
                shell(doomed(disk.resolve("kafka"), "write")) + "; echo \"code $?\"",
                "rm $disk/ballast",
                shell(doomed(disk.resolve("kafka"), "count")));
        assertThat(ended.lines).anyMatch(line -> line.contains("disk that is full") && line.contains(PROMISE));
        assertThat(ended.last("code")).isEqualTo(DiskFailed.EXIT_CODE);
        assertThat(ended.last("acknowledged")).isPositive();
        assertThat(ended.last("kept")).isGreaterThanOrEqualTo(ended.last("acknowledged"));
        assertThat(ended.code).isZero();
    }

    @Test
    void saysThatItsDiskIsReadOnlyOrFullFromTheBeginning() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Ended readOnly = onADisk(disk, "ro,size=64m", shell(doomed(disk.resolve("kafka"), "write")));
        assertThat(readOnly.code).isEqualTo(DiskFailed.EXIT_CODE);
        assertThat(readOnly.lines).anyMatch(line -> line.contains("disk that is read-only") && line.contains(PROMISE));

        Ended full = onADisk(
                disk,
                "size=1m",
                "dd if=/dev/zero of=$disk/ballast bs=1M count=1 2>/dev/null",
                shell(doomed(disk.resolve("kafka"), "write")));
        assertThat(full.code).isEqualTo(DiskFailed.EXIT_CODE);
        assertThat(full.lines).anyMatch(line -> line.contains("disk that is full") && line.contains(PROMISE));
    }

    /** Runs commands where a small disk of their own is mounted; it ends with them. */
    private static Ended onADisk(Path disk, String options, String... commands) throws Exception {
        assumeTrue(mayMount(), "mounting needs user namespaces");
        String script = "disk=" + disk + "; mount -t tmpfs -o " + options + " tmpfs $disk || exit 99; "
                + String.join("; ", commands);
        return ended(start(List.of("unshare", "-rm", "sh", "-c", script)));
    }

    private static boolean mayMount() {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static List<String> doomed(Path directory, String what) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedBroker.class.getName(),
                directory.toString(),
                what);
    }

    private static String shell(List<String> command) {
        return "'" + String.join("' '", command) + "'";
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Ended ended(Process process) throws Exception {
        List<String> lines = process.inputReader().lines().toList();
        return new Ended(process.waitFor(), lines);
    }
}
