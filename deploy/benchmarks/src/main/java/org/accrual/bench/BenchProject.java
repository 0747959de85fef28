package org.accrual.bench;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.broker.EmbeddedBroker;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.LogPosition;
import org.accrual.log.keys.MasterKey;
import org.accrual.query.QueryServiceApplication;
import org.accrual.query.views.Views;
import org.accrual.query.views.ViewsUnavailable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code deploy/bench project}: how long the views take to read a log of synthetic patients from its start (checked by
 * the chain's rule, decrypted, folded, written to a MongoDB-protocol server in the heap), beside a consumer that reads
 * the same records and does nothing. Ratios are the other's time over ours: above 1, ours is quicker.
 */
public final class BenchProject {
    private static final int PARTITIONS = 4;
    private static final int PATIENTS = 2_000;
    private static final int TURNS = 3;
    private static final Duration DONE_WITHIN = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private BenchProject() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("accrual-bench-");
        try {
            double[] views = new double[TURNS];
            double[] bare = new double[TURNS];
            long records = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                Turn measured = turn(Files.createDirectory(directory.resolve("turn-" + turn)));
                records = measured.records();
                views[turn] = records / measured.viewsSeconds();
                bare[turn] = records / measured.bareSeconds();
            }
            print(records, median(views), median(bare));
        } finally {
            delete(directory);
        }
    }

    private record Turn(long records, double viewsSeconds, double bareSeconds) {}

    /** Views of an empty log are there at once; then the log is written, and only then do they go on. */
    private static Turn turn(Path directory) throws Exception {
        MongoServer mongo = new MongoServer(new MemoryBackend());
        mongo.bind(new InetSocketAddress("127.0.0.1", 0));
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            String kafka = broker.bootstrapServers();
            Path keyFile = directory.resolve("master.key");
            MasterKey masterKey = MasterKey.create(keyFile);
            createTopics(kafka);
            try (ConfigurableApplicationContext service = service(kafka, keyFile, mongo)) {
                Views views = service.getBean(Views.class);
                until(() -> isThere(views));
            }
            LogPosition end = write(kafka, masterKey);
            double bare = consume(kafka, sum(end));
            return new Turn(sum(end), project(kafka, keyFile, mongo, end), bare);
        } finally {
            mongo.shutdownNow();
        }
    }

    private static boolean isThere(Views views) {
        try {
            views.now();
            return true;
        } catch (ViewsUnavailable notYet) {
            return false;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(long records, double views, double bare) {
        System.out.printf(
                Locale.ROOT,
                "records: %d%nprojected records/s: %.0f%nbare consumer records/s: %.0f%nbare consumer vs our projection: %.3f%n",
                records,
                views,
                bare,
                views / bare);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void createTopics(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Arrays.stream(LogTopics.values())
                            .map(topic -> topic.create(PARTITIONS, 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static LogPosition write(String bootstrapServers, MasterKey masterKey) {
        try (SyntheticLog log = new SyntheticLog(bootstrapServers, PARTITIONS, masterKey)) {
            long[] next = log.write(PATIENTS);
            LogPosition end = LogPosition.START;
            for (int partition = 0; partition < PARTITIONS; partition++) end = end.with(partition, next[partition]);
            return end;
        }
    }

    /** @return seconds */
    private static double consume(String bootstrapServers, long records) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(LogTopics.STUDY_EVENTS.topicName(), p))
                .toList();
        long begin = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long read = 0;
                    read < records;
                    read += consumer.poll(Duration.ofSeconds(1)).count()) {
                requireInTime(begin);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** @return seconds, from the views' first movement on: the service's own start is not counted */
    private static double project(String bootstrapServers, Path masterKey, MongoServer mongo, LogPosition end)
            throws Exception {
        try (ConfigurableApplicationContext service = service(bootstrapServers, masterKey, mongo)) {
            Views views = service.getBean(Views.class);
            until(() -> isThere(views) && !views.now().equals(LogPosition.START));
            LogPosition before = views.now();
            long begin = System.nanoTime();
            until(() -> views.now().covers(end));
            double seconds = (System.nanoTime() - begin) / 1e9;
            // What was projected before the first look is counted at the same rate.
            return seconds / (1 - share(before, end));
        }
    }

    private static double share(LogPosition read, LogPosition of) {
        return (double) sum(read) / sum(of);
    }

    private static long sum(LogPosition position) {
        return IntStream.range(0, PARTITIONS).mapToLong(position::next).sum();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            requireInTime(begin);
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static void requireInTime(long begin) {
        if (System.nanoTime() - begin > DONE_WITHIN.toNanos())
            throw new IllegalStateException("not done within " + DONE_WITHIN.toMinutes() + " minutes");
    }

    private static ConfigurableApplicationContext service(String bootstrapServers, Path masterKey, MongoServer mongo) {
        String uri = "mongodb://127.0.0.1:" + mongo.getLocalAddress().getPort() + "/accrual";
        return new SpringApplication(QueryServiceApplication.class)
                .run(
                        // The program's own settings are those of both services in one process.
                        "--spring.config.name=bench-project",
                        "--server.port=0",
                        "--logging.level.root=WARN",
                        "--spring.main.banner-mode=off",
                        "--accrual.kafka.bootstrap-servers=" + bootstrapServers,
                        "--accrual.kafka.partitions=" + PARTITIONS,
                        "--accrual.master-key-file=" + masterKey,
                        // Nobody asks anything over HTTP.
                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/none",
                        "--management.health.mongodb.enabled=false",
                        "--spring.mongodb.uri=" + uri);
    }
}
