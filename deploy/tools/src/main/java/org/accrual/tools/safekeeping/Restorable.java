package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.accrual.log.clients.LogTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.SimpleRecord;

/** Which records a restore can write again. Our services write no others, but other clients might have. */
final class Restorable {
    /** {@link java.io.DataOutput#writeUTF} takes no longer ones. */
    private static final int HEADER_NAME_BYTES_MAX = 65_535;

    private Restorable() {}

    /** @throws IOException that names the record and why it could not be restored */
    static void require(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.timestamp() < 0) {
            refuse(record, "it has the timestamp " + record.timestamp());
        }
        for (Header header : record.headers()) {
            if (header.key().getBytes(StandardCharsets.UTF_8).length > HEADER_NAME_BYTES_MAX) {
                refuse(record, "a header has a name of more than " + HEADER_NAME_BYTES_MAX + " bytes");
            }
        }
        SimpleRecord copy = new SimpleRecord(
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers().toArray());
        int bytes = DefaultRecordBatch.sizeInBytes(List.of(copy));
        if (bytes > bytesMax(record.topic())) {
            refuse(record, "it has " + bytes + " bytes, and its topic takes " + bytesMax(record.topic()));
        }
    }

    private static int bytesMax(String topic) {
        return topic.equals(LogTopics.CHECKPOINTS.topicName())
                ? LogTopics.CHECKPOINT_BYTES_MAX
                : LogTopics.RECORD_BYTES_MAX;
    }

    private static void refuse(ConsumerRecord<byte[], byte[]> record, String reason) throws IOException {
        throw new IOException("the record at " + Restore.place(record) + " could not be restored: " + reason
                + ". No service of ours wrote it; deploy/verify tells more");
    }
}
