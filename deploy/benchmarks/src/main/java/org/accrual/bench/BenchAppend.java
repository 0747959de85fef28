package org.accrual.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.audit.CheckpointSigner;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.keys.RecordSigner;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * {@code deploy/bench append}: commands through the whole event store, beside what others do with the same broker, topic
 * settings (each append flushed to disk) and record size, in turns in the same run. A ratio is the other's time per append
 * over ours: above 1, ours is faster.
 */
public final class BenchAppend {
    private static final int PARTITIONS = 4;
    /** Headers and ciphertext of a short event. */
    private static final int RECORD_BYTES = 900;

    private BenchAppend() {}

    public static void main(String[] arguments) throws Exception {
        // Axon would ask the internet for updates.
        System.setProperty("axoniq.update-checker.disabled", "true");
        Path directory = Files.createTempDirectory("accrual-bench");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            run(broker.bootstrapServers(), signer(directory.resolve("checkpoint.key")), System.out);
        } finally {
            delete(directory);
        }
    }

    private static void run(String bootstrap, RecordSigner signer, PrintStream out) throws Exception {
        createTopics(bootstrap);
        Load.Measured ours;
        try (StudyAppends appends = new StudyAppends(bootstrap, PARTITIONS, Load.CLIENTS, signer)) {
            ours = Load.measure(appends::append);
        }
        Load.Measured transactions;
        try (PlainAppends appends = new TransactionalAppends(bootstrap, "transactions", PARTITIONS, RECORD_BYTES)) {
            transactions = Load.measure(appends::append);
        }
        Load.Measured plain;
        try (PlainAppends appends = new PlainAppends(bootstrap, "plain", PARTITIONS, RECORD_BYTES)) {
            plain = Load.measure(appends::append);
        }
        print(out, "commands/s", ours.perSecond());
        print(out, "command p50 ms", ours.percentileMillis(0.5));
        print(out, "command p99 ms", ours.percentileMillis(0.99));
        print(out, "command CPU us", ours.cpuMicros());
        print(out, "bare transactional append CPU us", transactions.cpuMicros());
        print(out, "bare produce and read back CPU us", plain.cpuMicros());
        print(out, "bare transactional appends/s", transactions.perSecond());
        print(out, "bare produce and read back/s", plain.perSecond());
        print(out, "bare transactions vs our commands", ours.perSecond() / transactions.perSecond());
        print(out, "bare produce and read back vs our commands", ours.perSecond() / plain.perSecond());
    }

    private static RecordSigner signer(Path key) throws IOException {
        CheckpointSigner.create(key);
        return RecordSigner.fromFile(key);
    }

    private static void print(PrintStream out, String name, double value) {
        out.printf(Locale.ROOT, "%s: %.2f%n", name, value);
    }

    private static void createTopics(String bootstrap) throws Exception {
        Map<String, String> settings = LogTopics.STUDY_EVENTS.settings(1);
        List<NewTopic> topics = Stream.of("transactions", "plain")
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1).configs(settings))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics).all().get();
        }
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
