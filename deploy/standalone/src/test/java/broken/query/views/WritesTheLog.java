package broken.query.views;

/** Breaks: the query service cannot write the log. */
public class WritesTheLog {
    org.apache.kafka.clients.producer.Producer<byte[], byte[]> producer;
}
