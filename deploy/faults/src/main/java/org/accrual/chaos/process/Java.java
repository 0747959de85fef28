package org.accrual.chaos.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another Java program is run: by the same Java, small, and quick to start. */
public final class Java {
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Java() {}

    /** @param what options, then what to run, then its arguments */
    public static List<String> command(int heapMiB, List<String> what) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-Xmx" + heapMiB + "m");
        command.addAll(what);
        return command;
    }
}
