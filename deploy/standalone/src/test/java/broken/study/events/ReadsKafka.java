package broken.study.events;

/** Breaks: Kafka only in log, eventstore and projection. */
public class ReadsKafka {
    org.apache.kafka.common.TopicPartition partition;
}
