package org.accrual.log.format;

/** Where a chain begins: the predecessor that its first record names. */
public final class Genesis {
    /** The format's version; a record of another format has another tag, hence another hash. */
    public static final String FORMAT = "accrual-log/1";

    private Genesis() {}

    /** SHA-256 over the length-prefixed format tag, topic and key: a copy under another topic's name verifies no more. */
    public static RecordHash of(String topic, ChainKey key) {
        return new FieldDigest().field(FORMAT).field(topic).field(key.bytes()).finish();
    }
}
