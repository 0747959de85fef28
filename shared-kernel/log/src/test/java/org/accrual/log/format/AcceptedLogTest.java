package org.accrual.log.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AcceptedLogTest {
    private static final ChainKey KEY = new ChainKey("s1/c7");
    private static final int PARTITION = new Partitioning(4).partitionOf(KEY);

    private final List<ConsumerRecord<byte[], byte[]>> records = Vectors.list(
                    Vectors.file("chains.json").get("cases").get(0), "log")
            .map(entry -> Vectors.record(entry.get("record")))
            .toList();
    private final AcceptedLog log = new AcceptedLog(Vectors.TOPIC, 4);

    @Test
    void resumesFromStoredHeadsAsIfItHadReadAll() {
        log.begin(PARTITION);
        log.read(records.get(0));
        AcceptedLog resumed = new AcceptedLog(Vectors.TOPIC, 4);
        resumed.resume(PARTITION, log.nextOffset(PARTITION), log.heads(PARTITION));
        for (ConsumerRecord<byte[], byte[]> record : records.subList(1, records.size())) {
            assertThat(resumed.read(record)).isInstanceOf(Reading.AcceptedRecord.class);
            log.read(record);
        }
        assertThat(resumed.head(KEY)).isEqualTo(log.head(KEY));
        assertThat(resumed.position()).isEqualTo(log.position()).hasToString("p" + PARTITION + ":" + records.size());
    }

    @Test
    void stopsAtAGap() {
        log.begin(PARTITION);
        assertThatExceptionOfType(LogGapException.class)
                .isThrownBy(() -> log.read(records.get(1)))
                .withMessageContaining("offsets 0 to 0");
    }

    @Test
    void readsNothingTwice() {
        log.begin(PARTITION);
        log.read(records.get(0));
        assertThatIllegalStateException().isThrownBy(() -> log.read(records.get(0)));
    }

    @Test
    void knowsOnlyTheHeadsOfItsPartitions() {
        log.begin(PARTITION);
        log.revoke(PARTITION);
        assertThatIllegalStateException().isThrownBy(() -> log.read(records.get(0)));
        ChainHead head = ChainHead.genesis(Vectors.TOPIC, KEY);
        assertThatIllegalArgumentException().isThrownBy(() -> log.resume((PARTITION + 1) % 4, 0, List.of(head)));
    }
}
