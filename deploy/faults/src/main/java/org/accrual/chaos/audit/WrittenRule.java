package org.accrual.chaos.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The log's format as FORMAT.md has it, read by a stranger: nothing here knows the platform's own code, so that a
 * mistake there is not repeated here.
 */
final class WrittenRule {
    private static final String FORMAT_TAG = "accrual-log/1";
    private static final String SLUG = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TOKEN = "[A-Za-z0-9._-]{1,64}";
    private static final String SHA_256 = "[0-9a-f]{64}";
    private static final Pattern KEY = Pattern.compile("(" + SLUG + ")/(_|" + SLUG + ")");
    private static final Pattern HEADER_NAME = Pattern.compile("[!-~]+");

    private static final Map<String, Pattern> MANDATORY = patterns(Map.ofEntries(
            Map.entry("ce_specversion", "1[.]0"),
            Map.entry("ce_id", UUID),
            Map.entry("ce_source", ".*"),
            Map.entry("ce_type", "org[.]accrual[.][A-Z][A-Za-z0-9]{0,63}"),
            Map.entry("ce_revision", "[1-9][0-9]{0,8}"),
            Map.entry("ce_time", "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9][.][0-9]{6}Z"),
            Map.entry("ce_sequence", "[1-9][0-9]{0,17}"),
            Map.entry("ce_commandid", UUID),
            Map.entry("ce_commandhash", SHA_256),
            Map.entry("ce_actor", "[!-+\\--~]{1,128}"),
            Map.entry("ce_role", "[A-Z_]{1,32}"),
            Map.entry("content-type", ".*"),
            Map.entry("ce_predecessor", SHA_256)));

    private static final Map<String, Pattern> AT_TIMES =
            patterns(Map.of("ce_subject", TOKEN, "ce_keyid", TOKEN, "ce_signature", "[0-9a-f]{128}"));

    private WrittenRule() {}

    private static Map<String, Pattern> patterns(Map<String, String> expressions) {
        Map<String, Pattern> patterns = new HashMap<>();
        expressions.forEach((name, expression) -> patterns.put(name, Pattern.compile(expression)));
        return Map.copyOf(patterns);
    }

    /** The head of a chain without records. */
    static String genesis(String topic, String chain) {
        return hex(sha256(List.of(ascii(FORMAT_TAG), ascii(topic), ascii(chain))));
    }

    /** Of a record that is well-formed. */
    static String hash(ConsumerRecord<byte[], byte[]> record) {
        List<byte[]> covered = new ArrayList<>();
        byte[] predecessor = {};
        for (Header header : record.headers()) {
            if (header.key().equals("ce_predecessor")) {
                predecessor = HexFormat.of().parseHex(text(header.value()));
            } else if (!header.key().equals("ce_signature")) {
                covered.add(header.key().getBytes(StandardCharsets.UTF_8));
                covered.add(header.value());
            }
        }
        List<byte[]> fields = new ArrayList<>(List.of(
                ascii(FORMAT_TAG),
                predecessor,
                record.key(),
                ByteBuffer.allocate(8).putLong(record.timestamp()).array(),
                ByteBuffer.allocate(4).putInt(covered.size() / 2).array()));
        fields.addAll(covered);
        fields.add(record.value());
        return hex(sha256(fields));
    }

    static int partitionOf(byte[] key, int partitions) {
        return Integer.remainderUnsigned(ByteBuffer.wrap(digest().digest(key)).getInt(), partitions);
    }

    /** @return the record's headers, or null if the record is malformed */
    static Map<String, String> headersIfWellFormed(ConsumerRecord<byte[], byte[]> record, int partitions) {
        if (record.key() == null || record.value() == null || record.value().length == 0) return null;
        var key = KEY.matcher(text(record.key()));
        if (!key.matches() || partitionOf(record.key(), partitions) != record.partition()) return null;
        Map<String, String> headers = headers(record);
        if (headers == null || !written(headers)) return null;
        String study = "/studies/" + key.group(1);
        String source = key.group(2).equals("_") ? study : study + "/centers/" + key.group(2);
        boolean agrees = headers.get("ce_source").equals(source)
                && contentAgrees(headers)
                && milliseconds(headers.get("ce_time")) == record.timestamp();
        return agrees ? headers : null;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            boolean readable =
                    header.value() != null && HEADER_NAME.matcher(header.key()).matches();
            if (!readable || headers.put(header.key(), text(header.value())) != null) return null;
        }
        return headers;
    }

    private static boolean written(Map<String, String> headers) {
        return MANDATORY.entrySet().stream()
                        .allMatch(rule -> headers.containsKey(rule.getKey())
                                && rule.getValue()
                                        .matcher(headers.get(rule.getKey()))
                                        .matches())
                && AT_TIMES.entrySet().stream()
                        .allMatch(rule -> !headers.containsKey(rule.getKey())
                                || rule.getValue()
                                        .matcher(headers.get(rule.getKey()))
                                        .matches());
    }

    private static boolean contentAgrees(Map<String, String> headers) {
        boolean subject = headers.containsKey("ce_subject");
        boolean keyId = headers.containsKey("ce_keyid");
        return switch (headers.get("content-type")) {
            case "application/json" -> !keyId;
            case "application/vnd.accrual.encrypted+json" -> subject && keyId;
            case "application/cloudevents-batch+json" -> !subject && !keyId;
            default -> false;
        };
    }

    /** Or a number that is no record's timestamp, if there is no such moment. */
    private static long milliseconds(String time) {
        try {
            // Instant.parse knows hour 24 and leap seconds, the format does not; seconds are bounded by the pattern.
            return time.startsWith("24", 11)
                    ? Long.MIN_VALUE
                    : Instant.parse(time).toEpochMilli();
        } catch (DateTimeException noSuchMoment) {
            return Long.MIN_VALUE;
        }
    }

    private static byte[] sha256(List<byte[]> fields) {
        MessageDigest digest = digest();
        for (byte[] field : fields) {
            digest.update(ByteBuffer.allocate(4).putInt(field.length).array());
            digest.update(field);
        }
        return digest.digest();
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
