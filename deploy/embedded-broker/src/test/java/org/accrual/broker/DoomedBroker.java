package org.accrual.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A program of its own, since its broker takes it along: writes until it can't, or says how much there is. */
final class DoomedBroker {
    private static final TopicPartition PARTITION = new TopicPartition("doomed", 0);
    private static final byte[] VALUE = new byte[64 * 1_024];

    /** A broker that was killed is let back in once its session has ended. */
    private static final Map<String, String> QUICK = Map.of("broker.session.timeout.ms", "2000");

    private DoomedBroker() {}

    /** @param args the broker's directory, then {@code write} or {@code count} */
    public static void main(String[] args) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0, QUICK);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            if (args[1].equals("count")) {
                System.out.println("kept " + kept(admin));
                return;
            }
            // Small segments, so that new files are soon needed.
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)
                            .configs(Map.of("flush.messages", "1", "segment.bytes", "1048576"))))
                    .all()
                    .get();
            writeUntilTheEnd(broker.bootstrapServers());
        } catch (DiskFailed e) {
            System.err.println(e.getMessage());
            System.exit(DiskFailed.EXIT_CODE);
        }
    }

    private static void writeUntilTheEnd(String bootstrapServers) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long written = 1; ; written++) {
                producer.send(new ProducerRecord<>(PARTITION.topic(), "key".getBytes(UTF_8), VALUE))
                        .get();
                System.out.println("acknowledged " + written);
            }
        }
    }

    private static long kept(Admin admin) throws Exception {
        return admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                .partitionResult(PARTITION)
                .get()
                .offset();
    }
}
