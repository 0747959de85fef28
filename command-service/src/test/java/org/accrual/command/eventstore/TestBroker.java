package org.accrual.command.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.accrual.broker.EmbeddedBroker;

/** The module's one broker for all tests that neither need an empty log nor harm it; each keeps to a study of its own. */
public final class TestBroker {
    private static EmbeddedBroker shared;

    private TestBroker() {}

    public static synchronized String bootstrapServers() {
        if (shared == null) {
            shared = EmbeddedBroker.start(directory(), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared.bootstrapServers();
    }

    public static Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Deleted by the system like anything temporary. */
    public static Path directory() {
        try {
            return Files.createTempDirectory("accrual-broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
