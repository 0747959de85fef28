package org.accrual.standalone.safekeeping;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Which log a tool works on.
 *
 * @param data the data directory
 * @param kafka {@code host:port}, or null for the log of the data directory
 * @param file the backup, or null for a tool that has none
 */
record Source(Path data, String kafka, Path file) {
    /** What was typed is no command line; the message says why. */
    static final class Unusable extends RuntimeException {
        Unusable(String why) {
            super(why);
        }
    }

    /** @throws Unusable if an option is unknown or lacks its value, or a file is named */
    static Source parse(String... arguments) {
        Source source = read(arguments);
        if (source.file != null) {
            throw new Unusable("no file is expected: " + source.file);
        }
        return source;
    }

    /** @throws Unusable if an option is unknown or lacks its value, or not exactly one file is named */
    static Source parseWithFile(String... arguments) {
        Source source = read(arguments);
        if (source.file == null) {
            throw new Unusable("which file?");
        }
        return source;
    }

    private static Source read(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Source source = new Source(Path.of("data"), null, null);
        while (!rest.isEmpty()) {
            source = source.with(rest.pop(), rest);
        }
        return source;
    }

    private Source with(String argument, Deque<String> rest) {
        return switch (argument) {
            case "--data" -> new Source(Path.of(value(argument, rest)), kafka, file);
            case "--kafka" -> new Source(data, value(argument, rest), file);
            default -> new Source(data, kafka, onlyFile(argument));
        };
    }

    private Path onlyFile(String argument) {
        if (argument.startsWith("-")) {
            throw new Unusable("unknown option " + argument);
        }
        if (file != null) {
            throw new Unusable("only one file is expected: " + argument);
        }
        return Path.of(argument);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new Unusable(option + " needs a value");
        }
        return rest.pop();
    }
}
