package org.accrual.tools.safekeeping;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every tool of this folder may be told about the log. */
final class SourceOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "the data directory (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "the log in this Kafka, instead of the data directory's")
    private String kafka;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "what Kafka's clients need beside the address (TLS, SASL), as in Kafka's own client.properties")
    private Path kafkaProperties;

    @Option(names = "--help", usageHelp = true, description = "print this and stop")
    private boolean help;

    Source source() {
        return new Source(data, kafka, kafkaProperties);
    }
}
