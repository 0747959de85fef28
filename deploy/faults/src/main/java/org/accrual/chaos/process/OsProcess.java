package org.accrual.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the operating system that can be killed and frozen, and that writes its log to a file. */
public final class OsProcess {
    private static final Duration DIES_WITHIN = Duration.ofSeconds(10);

    private final Process process;

    private OsProcess(Process process) {
        this.process = process;
    }

    /** @param log is appended to */
    public static OsProcess start(List<String> command, Path log) {
        try {
            return new OsProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}: no hook runs, nothing is flushed. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(DIES_WITHIN);
    }

    /** @return whether it has ended by then */
    public boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** {@code SIGSTOP}: it stands still in the middle of whatever it does, its connections stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** Whatever state it is in, and even if it is gone. */
    public void thaw() {
        if (process.isAlive()) signal("CONT");
    }

    private void signal(String name) {
        run(List.of("sh", "-c", "kill -" + name + " " + process.pid()));
    }

    /** @throws IllegalStateException if the command fails */
    public static void run(List<String> command) {
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(run.getInputStream().readAllBytes());
            if (run.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
