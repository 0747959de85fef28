package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.accrual.broker.DiskFailed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs as processes, where a small disk is mounted that ends with them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DiskFailedTest {
    @TempDir
    Path disk;

    @BeforeAll
    static void needsToMount() throws Exception {
        assumeTrue(run(List.of("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")).code == 0, "may not mount");
    }

    private record Ended(int code, String output) {}

    @Test
    void startsNothingOnADiskThatIsReadOnly() throws Exception {
        assertDiskFailed("mount -o remount,ro $disk", "org.accrual.standalone.StandaloneApplication", "read-only");
    }

    @Test
    void startsNothingOnADiskThatIsFull() throws Exception {
        assertDiskFailed(
                "! dd if=/dev/zero of=$disk/ballast bs=64k 2>/dev/null",
                "org.accrual.standalone.StandaloneApplication",
                "full");
    }

    @Test
    void neverCallsALogBrokenThatItOnlyCantOpen() throws Exception {
        assertDiskFailed("mount -o remount,ro $disk", "org.accrual.standalone.safekeeping.Verify", "read-only");
    }

    private void assertDiskFailed(String spoil, String program, String how) throws Exception {
        Path key = disk.resolve("data/keys/checkpoint.pub");
        // A key that is there, so that its absence is not what is said.
        String prepare = "mkdir -p " + key.getParent() + " && echo '" + PUBLIC_KEY + "' > " + key;
        String script = "disk=" + disk + "; mount -t tmpfs -o size=8m tmpfs $disk && " + prepare + " && " + spoil
                + " && exec timeout -k 1 40 '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                + program + " --data " + disk.resolve("data");
        Ended ended = run(List.of("unshare", "-rm", "sh", "-c", script));
        assertThat(ended.output)
                .contains("data lies on a disk that is " + how)
                .contains("Nothing that was acknowledged is lost");
        assertThat(ended.code).isEqualTo(DiskFailed.EXIT_CODE);
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), output);
    }

    private static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----""";
}
