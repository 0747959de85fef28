package org.accrual.standalone.stranger;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;

/**
 * Another user of the machine, as a program of its own: tries every port as Kafka's and as MongoDB's, and to read and
 * write every file, and says of each attempt what came of it.
 */
final class Stranger {
    static final String GOT_IN = "GOT IN ";
    static final String REFUSED = "refused ";
    private static final int PATIENCE_MS = 4_000;
    private static final String TOPIC = "study-events";

    private Stranger() {}

    private interface Attempt {
        /** Returns if it succeeds. */
        void make() throws Exception;
    }

    /** @param arguments the ports, with commas; then files and folders */
    public static void main(String[] arguments) throws InterruptedException {
        List<Thread> tries = new ArrayList<>();
        for (String port : arguments[0].split(",")) {
            tries.add(Thread.startVirtualThread(() -> asKafka("127.0.0.1:" + port)));
            tries.add(Thread.startVirtualThread(() -> asMongo("127.0.0.1:" + port)));
        }
        for (Thread one : tries) one.join();
        Arrays.stream(arguments).skip(1).map(Path::of).forEach(Stranger::asFile);
        System.exit(0);
    }

    private static void asKafka(String address) {
        Map<String, Object> client = Map.of(
                "bootstrap.servers", address,
                "request.timeout.ms", PATIENCE_MS,
                "default.api.timeout.ms", PATIENCE_MS);
        attempt("kafka list " + address, () -> {
            try (Admin admin = Admin.create(client)) {
                admin.listTopics().names().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            }
        });
        attempt("kafka write " + address, () -> write(address));
        attempt("kafka delete " + address, () -> {
            try (Admin admin = Admin.create(client)) {
                admin.deleteTopics(List.of(TOPIC)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            }
        });
        attempt("controller ask " + address, () -> {
            Map<String, Object> controller = Map.of(
                    "bootstrap.controllers", address,
                    "request.timeout.ms", PATIENCE_MS,
                    "default.api.timeout.ms", PATIENCE_MS);
            try (Admin admin = Admin.create(controller)) {
                admin.describeMetadataQuorum().quorumInfo().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private static void write(String address) throws Exception {
        Map<String, Object> producer = Map.of(
                "bootstrap.servers", address,
                "request.timeout.ms", PATIENCE_MS / 2,
                "delivery.timeout.ms", PATIENCE_MS,
                "max.block.ms", PATIENCE_MS);
        try (var writer = new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            writer.send(new ProducerRecord<>(TOPIC, 0, new byte[1], new byte[1]))
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static void asMongo(String address) {
        String patience = "/?serverSelectionTimeoutMS=" + PATIENCE_MS + "&socketTimeoutMS=" + PATIENCE_MS;
        for (String who : List.of("", "views:views@")) {
            String uri = "mongodb://" + who + address + patience + (who.isEmpty() ? "" : "&authMechanism=PLAIN");
            try (MongoClient client = MongoClients.create(uri)) {
                var collection = client.getDatabase("accrual").getCollection("patients");
                attempt("mongo find " + who + address, collection.find()::first);
                attempt("mongo write " + who + address, () -> collection.insertOne(new Document("a", 1)));
            }
        }
    }

    private static void asFile(Path path) {
        if (path.getFileName().toString().endsWith("/") || Files.isDirectory(path)) {
            attempt("folder list " + path, () -> list(path));
            attempt("folder write " + path, () -> Files.createTempFile(path, "stranger", ""));
        } else {
            attempt("file read " + path, () -> Files.newInputStream(path).close());
            attempt(
                    "file write " + path,
                    () -> Files.newByteChannel(path, java.nio.file.StandardOpenOption.WRITE)
                            .close());
        }
    }

    private static void list(Path folder) throws IOException {
        Files.newDirectoryStream(folder).close();
    }

    private static void attempt(String what, Attempt attempt) {
        try {
            attempt.make();
            System.out.println(GOT_IN + what);
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            System.out.println(REFUSED + what + ": " + cause.getClass().getSimpleName() + " "
                    + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
