package org.accrual.tools.safekeeping;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.KeyAudit;
import org.accrual.log.audit.LogState;
import org.accrual.log.clients.Break;
import org.accrual.log.clients.LogTopics;
import org.accrual.log.format.AcceptedLog;
import org.accrual.log.format.LogGapException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the events from their start and knows the state that they make. */
final class LogReplay {
    private final AcceptedLog log;
    private final LogState state;

    LogReplay(int partitions) {
        String topic = LogTopics.STUDY_EVENTS.topicName();
        this.log = new AcceptedLog(topic, partitions);
        this.state = new LogState(topic, partitions);
        for (int partition = 0; partition < partitions; partition++) {
            log.begin(partition);
        }
    }

    /** @throws LogGapException if records before it are missing */
    void read(ConsumerRecord<byte[], byte[]> record) {
        state.add(log.read(record));
    }

    Checkpoint state(Instant time) {
        return state.checkpoint(time);
    }

    /** @throws IOException that names the first record whose key is lost */
    static void requireKeys(KeyAudit keys) throws IOException {
        List<Break> lost = keys.lost();
        if (!lost.isEmpty()) {
            throw new IOException(lost.size() + " of the patients' keys are lost; " + lost.getFirst());
        }
    }

    String counts() {
        return state.checkpoint(Instant.EPOCH).chains().size() + " chains, " + log.acceptedCount() + " records, "
                + log.voidCount() + " void";
    }
}
