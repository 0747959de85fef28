package org.accrual.log.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test vectors of FORMAT.md, which another implementation computed. */
public final class Vectors {
    static final String TOPIC = "study-events";

    private Vectors() {}

    public static JsonNode file(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/log-format/" + name)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries of a list, of which there must be some. */
    public static Stream<JsonNode> list(JsonNode file, String name) {
        assertThat(file.path(name).size()).as(name).isPositive();
        return file.path(name).valueStream();
    }

    static ConsumerRecord<byte[], byte[]> record(JsonNode record) {
        Headers headers = new RecordHeaders();
        record.path("headers")
                .forEach(header -> headers.add(header.get("name").stringValue(), content(header, "value")));
        byte[] value = content(record, "value");
        return new ConsumerRecord<>(
                TOPIC,
                record.get("partition").intValue(),
                record.get("offset").longValue(),
                record.get("timestamp").longValue(),
                TimestampType.CREATE_TIME,
                0,
                value == null ? 0 : value.length,
                content(record, "key"),
                value,
                headers,
                Optional.empty());
    }

    public static byte[] hex(JsonNode node, String name) {
        return HexFormat.of().parseHex(node.get(name).stringValue());
    }

    private static byte[] content(JsonNode of, String name) {
        if (of.has(name + "Hex")) {
            return hex(of, name + "Hex");
        }
        return of.has(name) ? of.get(name).stringValue().getBytes(StandardCharsets.UTF_8) : null;
    }
}
