package org.accrual.standalone.safekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.standalone.DataDirectory;

/** A log that can be read: of a Kafka that runs, or of a broker started here on a data directory that nobody uses. */
record OpenLog(Map<String, Object> clientProperties, Runnable whenDone) implements AutoCloseable {

    /** @throws IOException if there is no log */
    static OpenLog open(Source source) throws IOException {
        if (source.kafka() != null) {
            return new OpenLog(source.clientProperties(source.kafka()), () -> {});
        }
        Optional<DataDirectory> unused = DataDirectory.openIfUnused(source.data());
        return unused.isPresent() ? kept(unused.get()) : running(source);
    }

    private static OpenLog kept(DataDirectory data) throws IOException {
        if (!Files.exists(data.kafka())) {
            data.close();
            throw new IOException("there is no log in " + data.root());
        }
        EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), 0);
        return new OpenLog(Map.of("bootstrap.servers", broker.bootstrapServers()), () -> {
            broker.close();
            data.close();
        });
    }

    private static OpenLog running(Source source) throws IOException {
        Path announced = source.data().resolve("run").resolve("kafka");
        if (!Files.exists(announced)) {
            throw new IOException(
                    "an Accrual uses " + source.data() + " but has not announced its Kafka yet: try again");
        }
        return new OpenLog(source.clientProperties(Files.readString(announced).strip()), () -> {});
    }

    @Override
    public void close() {
        whenDone.run();
    }
}
