package org.accrual.log.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Draws the line between a record and a malformed one, and hashes the former. Structure alone decides: the payload is
 * never read, so that a reader without a patient's key, or after its erasure, comes to the same history.
 */
public record RecordParser(Partitioning partitioning) {

    /** Never throws for what a record holds. */
    public LogEntry parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Parse(record).wellFormed();
        } catch (Defect defect) {
            return new Malformed(
                    record.partition(), record.offset(), defect.getMessage(), RecordHashing.ofMalformed(record));
        }
    }

    private final class Parse {
        private final ConsumerRecord<byte[], byte[]> record;
        private final Map<HeaderName, String> values = new EnumMap<>(HeaderName.class);

        Parse(ConsumerRecord<byte[], byte[]> record) {
            this.record = record;
        }

        LogRecord wellFormed() throws Defect {
            ChainKey key = key();
            check(record.value() != null && record.value().length > 0, "the value is empty");
            readHeaders();
            check(value(HeaderName.SPECVERSION).equals(HeaderName.SPECVERSION_VALUE), HeaderName.SPECVERSION);
            check(value(HeaderName.SOURCE).equals(key.source()), HeaderName.SOURCE);
            Attributes attributes = attributes();
            RecordHash predecessor = hash(HeaderName.PREDECESSOR);
            return new LogRecord(
                    key,
                    record.partition(),
                    record.offset(),
                    attributes,
                    record.value(),
                    predecessor,
                    ownHash(predecessor));
        }

        private ChainKey key() throws Defect {
            check(record.key() != null, "the key is missing");
            String text = new String(record.key(), StandardCharsets.ISO_8859_1);
            check(ChainKey.isKey(text), "the key is not study/center");
            ChainKey key = new ChainKey(text);
            check(partitioning.partitionOf(key) == record.partition(), "the key does not belong to this partition");
            return key;
        }

        private void readHeaders() throws Defect {
            Set<String> extensions = new HashSet<>();
            for (Header header : record.headers()) {
                check(header.value() != null, "the header " + header.key() + " has no value");
                HeaderName name = HeaderName.of(header.key());
                boolean first;
                if (name == null) {
                    check(Syntax.isHeaderName(header.key()), "a header's name is not visible ASCII");
                    first = extensions.add(header.key());
                } else {
                    first = values.put(name, new String(header.value(), StandardCharsets.ISO_8859_1)) == null;
                }
                check(first, "the header " + header.key() + " stands twice");
            }
            for (HeaderName name : HeaderName.values()) {
                check(!name.mandatory || values.containsKey(name), "the header " + name.text + " is missing");
            }
        }

        private Attributes attributes() throws Defect {
            String subject = values.get(HeaderName.SUBJECT);
            String keyId = values.get(HeaderName.KEY_ID);
            Attributes.Content content = content(subject, keyId);
            check(subject == null || Syntax.isToken(subject), HeaderName.SUBJECT);
            check(keyId == null || Syntax.isToken(keyId), HeaderName.KEY_ID);
            String signature = values.get(HeaderName.SIGNATURE);
            check(signature == null || Syntax.isSignature(signature), HeaderName.SIGNATURE);
            return new Attributes(
                    checked(HeaderName.ID, Syntax.isUuid(value(HeaderName.ID))),
                    type(),
                    (int) number(HeaderName.REVISION, Syntax.REVISION_DIGITS_MAX),
                    time(),
                    subject,
                    number(HeaderName.SEQUENCE, Syntax.SEQUENCE_DIGITS_MAX),
                    checked(HeaderName.COMMAND_ID, Syntax.isUuid(value(HeaderName.COMMAND_ID))),
                    hash(HeaderName.COMMAND_HASH),
                    checked(HeaderName.ACTOR, Syntax.isActor(value(HeaderName.ACTOR))),
                    checked(HeaderName.ROLE, Syntax.isRole(value(HeaderName.ROLE))),
                    keyId,
                    content);
        }

        private Attributes.Content content(String subject, String keyId) throws Defect {
            Attributes.Content content = Attributes.Content.of(value(HeaderName.CONTENT_TYPE));
            check(content != null, HeaderName.CONTENT_TYPE);
            check(Attributes.agree(content, subject, keyId), "content-type, ce_subject and ce_keyid do not agree");
            return content;
        }

        private String type() throws Defect {
            String type = value(HeaderName.TYPE);
            check(type.startsWith(HeaderName.TYPE_PREFIX), HeaderName.TYPE);
            String name = type.substring(HeaderName.TYPE_PREFIX.length());
            check(Syntax.isTypeName(name), HeaderName.TYPE);
            return name;
        }

        private Instant time() throws Defect {
            Optional<Instant> time = Syntax.time(value(HeaderName.TIME));
            check(time.isPresent(), HeaderName.TIME);
            check(time.get().toEpochMilli() == record.timestamp(), "the timestamp is not ce_time in milliseconds");
            return time.get();
        }

        private long number(HeaderName name, int maximalDigits) throws Defect {
            return Long.parseLong(checked(name, Syntax.isPositive(value(name), maximalDigits)));
        }

        private RecordHash hash(HeaderName name) throws Defect {
            return RecordHash.parse(checked(name, RecordHash.isHash(value(name))));
        }

        private RecordHash ownHash(RecordHash predecessor) {
            return RecordHashing.of(predecessor, record.key(), record.timestamp(), record.headers(), record.value());
        }

        private String value(HeaderName name) {
            return values.get(name);
        }

        private String checked(HeaderName name, boolean valid) throws Defect {
            check(valid, name);
            return value(name);
        }

        private void check(boolean valid, HeaderName name) throws Defect {
            check(valid, "the header " + name.text + " cannot be read");
        }

        private void check(boolean valid, String reason) throws Defect {
            if (!valid) {
                throw new Defect(reason);
            }
        }
    }

    /** An expected outcome of parsing, so without a stack trace: a flood of garbage must stay cheap. */
    private static final class Defect extends Exception {
        Defect(String reason) {
            super(reason, null, false, false);
        }
    }
}
