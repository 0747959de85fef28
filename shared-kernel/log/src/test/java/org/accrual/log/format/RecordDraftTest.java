package org.accrual.log.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RecordDraftTest {
    private static final RecordParser PARSER = new RecordParser(new Partitioning(4));

    @Test
    void writesTheVeryRecordsOfTheVectors() {
        JsonNode vectors = Vectors.file("records.json");
        for (String name : new String[] {"a patient's event", "a center's event", "the study's own event", "a batch"}) {
            JsonNode vector = Vectors.list(vectors, "cases")
                    .filter(each -> each.get("name").stringValue().equals(name))
                    .findAny()
                    .orElseThrow();
            LogRecord read = parsed(Vectors.record(vector.get("record")));
            Proposal written = new RecordDraft(read.key(), read.attributes(), read.value()).onto(read.predecessor());
            assertThat(written.hash().hex())
                    .as(name)
                    .isEqualTo(vector.get("hash").stringValue());
        }
    }

    @Test
    void isReadBackAsWrittenOnWhicheverPredecessor() {
        RecordDraft draft = new RecordDraft(
                ChainKey.ofStudy("s1"), attributes(Instant.parse("2026-01-01T00:00:00.000001Z")), new byte[] {'1'});
        Proposal first = draft.onto(Genesis.of(Vectors.TOPIC, draft.key()));
        Proposal second = draft.onto(first.hash());
        assertThat(second.hash()).isNotEqualTo(first.hash());
        LogRecord read = parsed(consumed(second));
        assertThat(read.attributes()).isEqualTo(draft.attributes());
        assertThat(read.hash()).isEqualTo(second.hash());
        assertThat(read.predecessor()).isEqualTo(first.hash());
    }

    @Test
    void refusesWhatNoReaderWouldAccept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes(Instant.parse("2026-01-01T00:00:00.000000001Z")))
                .withMessageContaining("time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordDraft(ChainKey.ofStudy("s1"), attributes(Instant.EPOCH), new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> ChainKey.ofCenter("s1", "_c"));
    }

    private static Attributes attributes(Instant time) {
        return new Attributes(
                "6f1d5f0e-6f3a-4b7e-9a5e-0d0c6c2f8a01",
                "StudyOpened",
                1,
                time,
                null,
                1,
                "6f1d5f0e-6f3a-4b7e-9a5e-0d0c6c2f8a02",
                new RecordHash(1, 2, 3, 4),
                "u-1",
                "ADMINISTRATOR",
                null,
                Attributes.Content.PLAIN);
    }

    private static LogRecord parsed(ConsumerRecord<byte[], byte[]> record) {
        return switch (PARSER.parse(record)) {
            case LogRecord read -> read;
            case Malformed malformed -> throw new AssertionError(malformed);
        };
    }

    private static ConsumerRecord<byte[], byte[]> consumed(Proposal proposal) {
        return new ConsumerRecord<>(
                Vectors.TOPIC,
                PARSER.partitioning().partitionOf(proposal.key()),
                7,
                proposal.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                proposal.keyBytes(),
                proposal.value(),
                new RecordHeaders(proposal.headers()),
                Optional.empty());
    }
}
