package org.accrual.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The command line of {@code deploy/start}.
 *
 * @param data the directory that holds everything this program keeps
 * @param port the HTTP port; 0 for any free one; null if not said
 * @param kafka {@code host:port} of an external Kafka, or null for the embedded broker
 * @param mongo URI of an external MongoDB, or null for the embedded server
 * @param demo whether to submit the papers' studies
 * @param exit whether to stop when the demo is done
 */
record Options(Path data, Integer port, String kafka, String mongo, boolean demo, boolean exit) {
    static final String USAGE = """
            usage: deploy/start [--data DIR] [--port N] [--kafka HOST:PORT] [--mongo URI] [--demo [--exit]]
              --data DIR         keep everything in DIR (default: data)
              --port N           listen on port N, 0 = any free one (default: 8080)
              --kafka HOST:PORT  use this Kafka; no broker is started
              --mongo URI        use this MongoDB; none is started
              --demo             submit the five papers' studies through the HTTP API
              --exit             with --demo: compare with the published figures, then stop
            """;

    private static final int LARGEST_PORT = 65_535;

    /** What was typed is no command line of this program; the message says why. */
    static final class Unusable extends RuntimeException {
        Unusable(String why) {
            super(why);
        }
    }

    /** @throws Unusable if an argument is unknown, lacks its value, is given twice or makes no sense */
    static Options parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Set<String> seen = new HashSet<>();
        Options options = new Options(Path.of("data"), null, null, null, false, false);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (!seen.add(option)) {
                throw new Unusable(option + " is given twice");
            }
            options = options.with(option, rest);
        }
        if (options.exit && !options.demo) {
            throw new Unusable("--exit goes with --demo");
        }
        return options;
    }

    private Options with(String option, Deque<String> rest) {
        return switch (option) {
            case "--data" -> new Options(Path.of(value(option, rest)), port, kafka, mongo, demo, exit);
            case "--port" -> new Options(data, portNumber(value(option, rest)), kafka, mongo, demo, exit);
            case "--kafka" -> new Options(data, port, value(option, rest), mongo, demo, exit);
            case "--mongo" -> new Options(data, port, kafka, value(option, rest), demo, exit);
            case "--demo" -> new Options(data, port, kafka, mongo, true, exit);
            case "--exit" -> new Options(data, port, kafka, mongo, demo, true);
            default -> throw new Unusable("unknown option " + option);
        };
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new Unusable(option + " needs a value");
        }
        return rest.pop();
    }

    private static int portNumber(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= LARGEST_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Unusable("--port needs a number, not " + text);
        }
        throw new Unusable("--port goes from 0 to " + LARGEST_PORT);
    }
}
