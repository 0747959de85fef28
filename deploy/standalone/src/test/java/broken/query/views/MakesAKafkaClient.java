package broken.query.views;

import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A client with properties of its own does without what a guarded Kafka asks for. */
final class MakesAKafkaClient {
    private MakesAKafkaClient() {}

    static Object reader() {
        return new KafkaConsumer<byte[], byte[]>(Map.of("bootstrap.servers", "localhost:9092"));
    }
}
