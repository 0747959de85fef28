package org.accrual.log.clients;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Kafka holds something at an offset that no client can read: its bytes were changed on the disk. */
public final class UnreadableRecordException extends KafkaException {
    private final transient TopicPartition partition;
    private final long offset;

    UnreadableRecordException(TopicPartition partition, long offset, KafkaException cause) {
        super(partition + " can't be read at offset " + offset + ": " + reason(cause), cause);
        this.partition = partition;
        this.offset = offset;
    }

    private static String reason(KafkaException cause) {
        return cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage();
    }

    TopicPartition partition() {
        return partition;
    }

    /** What an auditor says of it. */
    public Break asBreak() {
        return new Break(
                Break.Kind.UNREAD,
                partition.topic(),
                partition.partition(),
                offset,
                "it can't be read (" + reason((KafkaException) getCause())
                        + "): its bytes were changed on the disk; what lies behind it was not checked");
    }
}
