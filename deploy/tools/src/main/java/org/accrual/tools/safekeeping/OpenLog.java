package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.accrual.broker.DamagedLog;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.broker.Guard;
import org.accrual.log.clients.KafkaClients;
import org.accrual.standalone.DataDirectory;
import org.accrual.standalone.LogRights;

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
        try {
            if (!Files.exists(data.kafka())) {
                throw new IOException("there is no log in " + data.root());
            }
            return DamagedLog.wasStoppedHard(data.kafka()) ? copied(data) : open(data.kafka(), data::close);
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Kafka mends what was stopped hard, by cutting off what is not whole: whoever only looks must not change it. */
    private static OpenLog copied(DataDirectory data) throws IOException {
        DamagedLog.requireNothingToLose(data.kafka());
        Path copy = Files.createTempDirectory(data.root(), "copy-");
        try {
            copy(data.kafka(), copy);
            return open(copy, () -> {
                delete(copy);
                data.close();
            });
        } catch (IOException | RuntimeException e) {
            delete(copy);
            throw e;
        }
    }

    private static OpenLog open(Path kafka, Runnable whenDone) {
        Guard guard = LogRights.guard();
        EmbeddedBroker broker = EmbeddedBroker.startGuarded(kafka, 0, guard, Map.of());
        Map<String, Object> reading =
                KafkaClients.connection(broker.bootstrapServers(), guard.client(LogRights.OPERATOR));
        return new OpenLog(reading, () -> {
            broker.close();
            whenDone.run();
        });
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenLog running(Source source) throws IOException {
        Map<String, Object> running = DataDirectory.kafkaOfRunning(source.data())
                .orElseThrow(() -> new IOException(
                        "an Accrual uses " + source.data() + " but has not announced its Kafka yet: try again"));
        return new OpenLog(running, () -> {});
    }

    @Override
    public void close() {
        whenDone.run();
    }
}
