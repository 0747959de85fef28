package org.accrual.log.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The headers of a record, in the order in which this writer sends them; a reader takes any order. */
public enum HeaderName {
    SPECVERSION("ce_specversion", true),
    ID("ce_id", true),
    SOURCE("ce_source", true),
    TYPE("ce_type", true),
    REVISION("ce_revision", true),
    TIME("ce_time", true),
    SUBJECT("ce_subject", false),
    SEQUENCE("ce_sequence", true),
    COMMAND_ID("ce_commandid", true),
    COMMAND_HASH("ce_commandhash", true),
    ACTOR("ce_actor", true),
    ROLE("ce_role", true),
    KEY_ID("ce_keyid", false),
    CONTENT_TYPE("content-type", true),
    PREDECESSOR("ce_predecessor", true),
    SIGNATURE("ce_signature", false);

    static final String SPECVERSION_VALUE = "1.0";
    public static final String TYPE_PREFIX = "org.accrual.";

    private static final Map<String, HeaderName> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(name -> name.text, Function.identity()));

    public final String text;
    final byte[] bytes;
    final boolean mandatory;

    HeaderName(String text, boolean mandatory) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        this.mandatory = mandatory;
    }

    /** Or null for an extension that this version does not know. */
    static HeaderName of(String text) {
        return BY_TEXT.get(text);
    }
}
