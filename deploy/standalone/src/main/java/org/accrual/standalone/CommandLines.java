package org.accrual.standalone;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** How every program here reads its command line: what it does not understand gets the usage and the exit code 2. */
public final class CommandLines {
    private static final int USAGE_COLUMNS = 120;

    private CommandLines() {}

    /** @param command an object with picocli's annotations */
    public static CommandLine of(Object command) {
        IExecutionStrategy run = new RunLast();
        return new CommandLine(command)
                .setUsageHelpWidth(USAGE_COLUMNS)
                .setParameterExceptionHandler((e, _) -> tell(e))
                .setExecutionStrategy(parsed -> {
                    requireValues(parsed);
                    return run.execute(parsed);
                });
    }

    private static int tell(ParameterException e) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(e.getMessage());
        commandLine.usage(err);
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A variable that is unset makes {@code --data ""}, which would be this very folder. */
    private static void requireValues(ParseResult parsed) {
        for (ArgSpec argument : parsed.matchedArgs()) {
            if (argument.originalStringValues().stream().anyMatch(String::isBlank))
                throw new ParameterException(
                        parsed.commandSpec().commandLine(), argument.paramLabel() + " must not be empty");
        }
    }
}
