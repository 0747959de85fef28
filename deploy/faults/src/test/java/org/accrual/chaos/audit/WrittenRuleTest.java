package org.accrual.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The format's own test vectors decide whether the auditor reads what is written. */
class WrittenRuleTest {
    private static final Path VECTORS = Path.of("../../shared-kernel/log/src/test/resources/log-format");
    private static final String TOPIC = "study-events";
    private static final int PARTITIONS = 4;

    static Stream<JsonNode> genesis() {
        return cases("genesis.json");
    }

    @ParameterizedTest
    @MethodSource("genesis")
    void knowsWhereAChainBegins(JsonNode vector) {
        assertThat(WrittenRule.genesis(text(vector, "topic"), text(vector, "key")))
                .isEqualTo(text(vector, "genesis"));
    }

    static Stream<JsonNode> partitions() {
        return cases("partitions.json");
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void knowsWhereAChainLies(JsonNode vector) {
        byte[] key = text(vector, "key").getBytes(StandardCharsets.UTF_8);
        assertThat(WrittenRule.partitionOf(key, vector.get("partitions").intValue()))
                .isEqualTo(vector.get("partition").intValue());
    }

    static Stream<JsonNode> records() {
        return cases("records.json");
    }

    @ParameterizedTest
    @MethodSource("records")
    void hashesWhatIsWellFormedAndNothingElse(JsonNode vector) {
        ConsumerRecord<byte[], byte[]> record = record(vector.get("record"));
        boolean wellFormed = WrittenRule.headersIfWellFormed(record, PARTITIONS) != null;
        assertThat(wellFormed ? WrittenRule.hash(record) : null)
                .isEqualTo(vector.get("hash").stringValue(null));
    }

    static Stream<JsonNode> chains() {
        return cases("chains.json");
    }

    @ParameterizedTest
    @MethodSource("chains")
    void acceptsWhatTheRuleAccepts(JsonNode vector) {
        Reading reading = new Reading(TOPIC, PARTITIONS, List.of());
        vector.get("log").forEach(entry -> {
            int before = reading.accepted().size();
            reading.read(record(entry.get("record")));
            assertThat(reading.accepted().size() > before)
                    .isEqualTo(text(entry, "verdict").equals("ACCEPTED"));
        });
        assertThat(reading.records()).isEqualTo(vector.get("log").size());
    }

    private static Stream<JsonNode> cases(String file) {
        JsonNode cases =
                JsonMapper.shared().readTree(VECTORS.resolve(file).toFile()).get("cases");
        assertThat(cases.size()).isPositive();
        return cases.valueStream();
    }

    private static ConsumerRecord<byte[], byte[]> record(JsonNode record) {
        Headers headers = new RecordHeaders();
        record.get("headers").forEach(header -> headers.add(text(header, "name"), content(header, "value")));
        return new ConsumerRecord<>(
                TOPIC,
                record.get("partition").intValue(),
                record.get("offset").longValue(),
                record.get("timestamp").longValue(),
                TimestampType.CREATE_TIME,
                0,
                0,
                content(record, "key"),
                content(record, "value"),
                headers,
                Optional.empty());
    }

    private static byte[] content(JsonNode of, String name) {
        if (of.has(name + "Hex")) return HexFormat.of().parseHex(text(of, name + "Hex"));
        return of.has(name) ? text(of, name).getBytes(StandardCharsets.UTF_8) : null;
    }

    private static String text(JsonNode of, String name) {
        return of.get(name).stringValue();
    }
}
