package org.accrual.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.accrual.broker.DiskFailed;

/** A program as a process, where a small disk is mounted that ends with it. */
public final class SpoiltDisk {
    public static final String READ_ONLY = "mount -o remount,ro $disk";
    public static final String FULL = "! dd if=/dev/zero of=$disk/ballast bs=64k 2>/dev/null";

    private static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----""";

    private SpoiltDisk() {}

    private record Ended(int code, String output) {}

    /** Skips the test where nobody may mount. */
    public static void needsToMount() throws IOException, InterruptedException {
        assumeTrue(run(List.of("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")).code == 0, "may not mount");
    }

    /**
     * The program ends with the code for a failed disk and says what is the matter.
     *
     * @param disk a folder to mount it on
     * @param spoil the command that spoils it
     * @param program a main class that takes {@code --data}
     * @param how a word for what it says
     */
    public static void assertDiskFailed(Path disk, String spoil, String program, String how)
            throws IOException, InterruptedException {
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
}
