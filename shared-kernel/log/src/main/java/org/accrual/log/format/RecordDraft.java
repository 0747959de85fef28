package org.accrual.log.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record that has no place in its chain yet.
 *
 * @param value the payload's bytes as they will be stored (encrypted already, if the attributes say so); not copied
 */
public record RecordDraft(ChainKey key, Attributes attributes, byte[] value) {
    public RecordDraft {
        if (value.length == 0) {
            throw new IllegalArgumentException("a record's value is not empty");
        }
    }

    /** The record to send if this predecessor is the chain's head; put it on another one by calling again. */
    public Proposal onto(RecordHash predecessor) {
        List<Header> headers = headers();
        headers.add(header(HeaderName.PREDECESSOR, predecessor.hex()));
        byte[] keyBytes = key.bytes();
        long timestamp = attributes.time().toEpochMilli();
        RecordHash hash = RecordHashing.of(predecessor, keyBytes, timestamp, headers, value);
        return new Proposal(key, keyBytes, timestamp, headers, value, predecessor, hash);
    }

    private List<Header> headers() {
        List<Header> headers = new ArrayList<>(HeaderName.values().length);
        headers.add(header(HeaderName.SPECVERSION, HeaderName.SPECVERSION_VALUE));
        headers.add(header(HeaderName.ID, attributes.id()));
        headers.add(header(HeaderName.SOURCE, key.source()));
        headers.add(header(HeaderName.TYPE, HeaderName.TYPE_PREFIX + attributes.type()));
        headers.add(header(HeaderName.REVISION, Integer.toString(attributes.revision())));
        headers.add(header(HeaderName.TIME, Syntax.time(attributes.time())));
        addIfPresent(headers, HeaderName.SUBJECT, attributes.subject());
        headers.add(header(HeaderName.SEQUENCE, Long.toString(attributes.sequence())));
        headers.add(header(HeaderName.COMMAND_ID, attributes.commandId()));
        headers.add(header(HeaderName.COMMAND_HASH, attributes.commandHash().hex()));
        headers.add(header(HeaderName.ACTOR, attributes.actor()));
        headers.add(header(HeaderName.ROLE, attributes.role()));
        addIfPresent(headers, HeaderName.KEY_ID, attributes.keyId());
        headers.add(header(HeaderName.CONTENT_TYPE, attributes.content().mediaType()));
        return headers;
    }

    private static void addIfPresent(List<Header> headers, HeaderName name, String valueOrNull) {
        if (valueOrNull != null) {
            headers.add(header(name, valueOrNull));
        }
    }

    private static Header header(HeaderName name, String value) {
        return new RecordHeader(name.text, value.getBytes(StandardCharsets.US_ASCII));
    }
}
