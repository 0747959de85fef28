package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Which log a tool works on.
 *
 * @param data the data directory
 * @param kafka {@code host:port}, or null for the log of the data directory
 * @param kafkaProperties a file with client properties for a Kafka that asks for more than its address, or null
 * @param file the backup, or null for a tool that has none
 */
record Source(Path data, String kafka, Path kafkaProperties, Path file) {
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

    /**
     * For every client of the Kafka at an address.
     *
     * @throws IOException if the file with further properties can't be read
     */
    Map<String, Object> clientProperties(String bootstrapServers) throws IOException {
        Properties further = new Properties();
        if (kafkaProperties != null) {
            try (Reader reader = Files.newBufferedReader(kafkaProperties)) {
                further.load(reader);
            }
        }
        Map<String, Object> properties = new HashMap<>();
        further.forEach((name, value) -> properties.put((String) name, value));
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    private static Source read(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Source source = new Source(Path.of("data"), null, null, null);
        while (!rest.isEmpty()) {
            source = source.with(rest.pop(), rest);
        }
        return source;
    }

    private Source with(String argument, Deque<String> rest) {
        return switch (argument) {
            case "--data" -> new Source(Path.of(value(argument, rest)), kafka, kafkaProperties, file);
            case "--kafka" -> new Source(data, value(argument, rest), kafkaProperties, file);
            case "--kafka-properties" -> new Source(data, kafka, Path.of(value(argument, rest)), file);
            default -> new Source(data, kafka, kafkaProperties, onlyFile(argument));
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

    static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new Unusable(option + " needs a value");
        }
        return rest.pop();
    }
}
