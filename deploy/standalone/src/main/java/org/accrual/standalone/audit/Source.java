package org.accrual.standalone.audit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Which log a tool works on.
 *
 * @param data the data directory
 * @param kafka {@code host:port}, or null for the log of the data directory
 */
record Source(Path data, String kafka) {
    /** What was typed is no command line; the message says why. */
    static final class Unusable extends RuntimeException {
        Unusable(String why) {
            super(why);
        }
    }

    /** @throws Unusable if an option is unknown or lacks its value */
    static Source parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Source source = new Source(Path.of("data"), null);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            source = source.with(option, rest);
        }
        return source;
    }

    private Source with(String option, Deque<String> rest) {
        return switch (option) {
            case "--data" -> new Source(Path.of(value(option, rest)), kafka);
            case "--kafka" -> new Source(data, value(option, rest));
            default -> throw new Unusable("unknown option " + option);
        };
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new Unusable(option + " needs a value");
        }
        return rest.pop();
    }
}
