package org.accrual.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.accrual.chaos.faults.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole of {@code deploy/chaos}, every kind of fault once; needs the command service's packed jar. */
@Tag("full")
class ChaosTest {
    private static final List<String> NAMESPACES = List.of("unshare", "-rmpf", "--kill-child", "--mount-proc");
    private static final int MINUTES_MAX = 20;

    @Test
    void nothingIsLostDuplicatedConflictingOrBroken() throws IOException, InterruptedException {
        // Another one each time; the run prints it.
        int seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        Process run = new ProcessBuilder(command(seed)).inheritIO().start();
        boolean ended = run.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        if (!ended) run.destroyForcibly();
        assertThat(ended).as("seed %d ends in time", seed).isTrue();
        assertThat(run.exitValue()).as("seed %d", seed).isZero();
    }

    private static List<String> command(int seed) throws IOException, InterruptedException {
        boolean namespaces = mayHaveNamespaces();
        List<String> command = new ArrayList<>(namespaces ? NAMESPACES : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Daccrual.root=" + Path.of("../..").toRealPath(),
                "-Daccrual.chaos.mount=" + namespaces,
                "-cp",
                System.getProperty("java.class.path"),
                Chaos.class.getName(),
                "--seed",
                Integer.toString(seed),
                "--rounds",
                Integer.toString(Fault.values().length)));
        return command;
    }

    private static boolean mayHaveNamespaces() throws IOException, InterruptedException {
        List<String> trial = new ArrayList<>(NAMESPACES);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
