package org.accrual.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.accrual.chaos.faults.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Real processes under load, killed, frozen, cut off and starved of disk; then an auditor reads the log. The seed fixes
 * which faults come in which order and for how long; what they meet is up to the machine.
 */
@Command(
        name = "deploy/chaos",
        sortOptions = false,
        description = "Kills, freezes, cuts off and starves brokers and services under load, then reads the log."
                + " Ends with 0 if nothing was lost, duplicated, conflicting or broken.")
public final class Chaos implements Callable<Integer> {
    private static final int ROUNDS_MAX = 100_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", paramLabel = "S", description = "which faults come in which order (default: any)")
    private Long seed;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            // Five minutes or so on two cores.
            defaultValue = "20",
            description = "how many faults (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--fault", paramLabel = "NAME", description = "only this one: ${COMPLETION-CANDIDATES}")
    private Fault only;

    @Option(names = "--help", usageHelp = true, description = "print this and stop")
    private boolean help;

    private Chaos() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Chaos()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || rounds > ROUNDS_MAX)
            throw new ParameterException(spec.commandLine(), "--rounds goes from 1 to " + ROUNDS_MAX);
        // Whatever still runs when this ends early must not stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(Chaos::killChildren));
        long start = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        return run(
                Path.of(System.getProperty("accrual.root", ".")),
                new Options(start, rounds, Optional.ofNullable(only)));
    }

    static int run(Path root, Options options) throws IOException {
        Path directory = Files.createTempDirectory("accrual-chaos-");
        Report report = new Report(System.out, options);
        SplittableRandom random = new SplittableRandom(options.seed());
        for (int done = 0; done < options.rounds(); done += Campaign.ROUNDS_MAX) {
            int rounds = Math.min(Campaign.ROUNDS_MAX, options.rounds() - done);
            Path own = Files.createDirectory(directory.resolve("from-round-" + (done + 1)));
            new Campaign(report, options.only(), random.split()).run(root, own, done + 1, rounds);
        }
        int exit = report.end();
        if (exit == 0) delete(directory);
        else System.err.println("logs of all processes: " + directory);
        return exit;
    }

    private static void killChildren() {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
