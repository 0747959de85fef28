package org.accrual.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Real processes under load, killed, frozen, cut off and starved of disk; then an auditor reads the log. The seed fixes
 * which faults come in which order and for how long; what they meet is up to the machine.
 */
public final class Chaos {
    private Chaos() {}

    public static void main(String[] args) throws IOException {
        Optional<Options> options = Options.of(args);
        if (options.isEmpty()) {
            System.err.println(Options.USAGE);
            System.exit(2);
        }
        // Whatever still runs when this ends early must not stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(Chaos::killChildren));
        System.exit(run(Path.of(System.getProperty("accrual.root", ".")), options.get()));
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
