package org.accrual.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/start}. */
@Command(
        name = "deploy/start",
        sortOptions = false,
        description =
                "Runs Accrual until it is interrupted: both services, Kafka, the views and the pages in one process.")
final class Start implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    private final ToIntFunction<Options> run;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "keep everything in DIR (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--port", paramLabel = "N", description = "listen on port N, 0 = any free one (default: 8080)")
    private Integer port;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "use this Kafka; no broker is started")
    private String kafka;

    @Option(names = "--mongo", paramLabel = "URI", description = "use this MongoDB; none is started")
    private String mongo;

    @ArgGroup(exclusive = false)
    private Papers papers;

    @Option(names = "--help", usageHelp = true, description = "print this and stop")
    private boolean help;

    private static final class Papers {
        @Option(names = "--demo", required = true, description = "submit the five papers' studies through the HTTP API")
        private boolean demo;

        @Option(names = "--exit", description = "with --demo: compare with the published figures, then stop")
        private boolean exit;
    }

    /** @param run takes what was asked for and answers with the exit code */
    Start(ToIntFunction<Options> run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > LARGEST_PORT))
            throw new ParameterException(spec.commandLine(), "--port goes from 0 to " + LARGEST_PORT);
        boolean demo = papers != null;
        return run.applyAsInt(new Options(data, port, kafka, mongo, demo, demo && papers.exit));
    }
}
